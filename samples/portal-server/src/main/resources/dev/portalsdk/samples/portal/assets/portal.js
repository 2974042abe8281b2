// Everything here adds to pages that work without it.
"use strict";
(() => {
  const progress = document.getElementById("progress");
  let timer;
  const busy = () => { clearTimeout(timer); timer = setTimeout(() => { progress.hidden = false; }, 500); };
  const idle = () => { clearTimeout(timer); progress.hidden = true; };
  addEventListener("pageshow", idle);

  // What takes longer than half a second says so; a form is sent once.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 3000);
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    busy();
  });
  addEventListener("pageshow", () => document.querySelectorAll("[aria-disabled]").forEach(e => e.removeAttribute("aria-disabled")));
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    const plain = !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (link && plain && link.origin === location.origin && !link.hash && !link.hasAttribute("download")) busy();
  });

  const search = document.querySelector("[data-shortcut='/']");
  document.addEventListener("keydown", event => {
    if (event.key === "/" && search && !event.target.closest("input, textarea, select, [contenteditable]")) {
      event.preventDefault();
      search.focus();
    }
  });

  if (matchMedia("(max-width: 60rem)").matches) document.querySelectorAll("[data-fold-on-phone]").forEach(e => { e.open = false; });
  document.querySelectorAll(".graph-frame").forEach(frame => {
    const centre = frame.querySelector(".centre rect");
    if (!centre) return;
    const box = centre.getBoundingClientRect();
    const around = frame.getBoundingClientRect();
    frame.scrollLeft += box.left + box.width / 2 - around.left - around.width / 2;
    frame.scrollTop += box.top + box.height / 2 - around.top - around.height / 2;
  });
  const problems = document.querySelector("[data-focus]");
  if (problems) problems.focus();

  // A choice may bring other fields: ask the server which, and put them in place without losing the focus.
  const form = document.querySelector("[data-form]");
  const fields = form && form.querySelector("[data-fields]");
  if (fields) {
    let latest = 0;
    fields.addEventListener("change", async event => {
      if (!event.target.matches("select, input[type=checkbox], input[type=radio], input[list], input[type=number]")) return;
      const turn = ++latest;
      const data = new URLSearchParams(new FormData(form));
      data.set("action", "update");
      busy();
      try {
        const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("[data-fields]");
        if (!answer.ok || !fresh || turn !== latest) return;
        const names = e => Array.from(e.querySelectorAll("[name]"), each => each.name).join();
        if (names(fresh) === names(fields)) return;
        const focused = document.activeElement;
        const same = e => e.name === focused.name && e.value === focused.value;
        fields.replaceChildren(...Array.from(fresh.childNodes, node => document.importNode(node, true)));
        form.elements.state.value = page.querySelector("[name=state]").value;
        const again = Array.from(fields.querySelectorAll("[name]")).find(same) || document.getElementById(focused.id);
        if (again) again.focus();
      } finally {
        idle();
      }
    });
  }

  // A running task tells what it does; when it is over, the page shows how it ended.
  const task = document.querySelector("[data-events]");
  if (task) {
    const log = document.getElementById("log");
    const lines = log.querySelector("ol");
    const over = ["completed", "failed", "skipped", "cancelled"];
    log.scrollTop = log.scrollHeight;
    const element = (tag, name, text) => {
      const made = document.createElement(tag);
      if (name) made.className = name;
      made.textContent = text;
      return made;
    };
    const events = new EventSource(task.dataset.events);
    events.addEventListener("log", event => {
      const line = JSON.parse(event.data);
      const bottom = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
      const item = element("li", line.severity, "");
      item.append(element("time", "", line.time), element("span", "log-step", line.step), element("span", "log-text", line.message));
      lines.append(item);
      if (bottom) log.scrollTop = log.scrollHeight;
    });
    events.addEventListener("step", event => {
      const told = JSON.parse(event.data);
      const status = document.getElementById("task-status");
      status.className = "badge state processing";
      status.textContent = "processing";
      document.querySelectorAll("[data-step]").forEach(step => {
        if (step.dataset.step !== told.id) return;
        step.dataset.status = told.status;
        const badge = step.querySelector(".badge");
        badge.className = "badge state " + told.status;
        badge.textContent = told.status;
      });
      const steps = Array.from(document.querySelectorAll("[data-step]"));
      const done = steps.filter(step => over.includes(step.dataset.status)).length;
      document.getElementById("task-progress").value = done;
      document.getElementById("steps-done").textContent = done + " of " + steps.length;
    });
    events.addEventListener("end", () => { events.close(); location.reload(); });
  }
  const building = document.querySelector("[data-reload]");
  if (building) setTimeout(() => location.reload(), 800);
})();
