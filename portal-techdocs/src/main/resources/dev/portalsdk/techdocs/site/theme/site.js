// Search, colours, copying, diagrams. A page can be read without any of it.
(function () {
  "use strict";
  const base = document.body.dataset.base;
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  root.classList.remove("no-js");

  function stored(key, value) {
    try {
      return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value);
    } catch (e) {
      return null; // a browser may forbid storage, as for pages from files
    }
  }

  // ---- light and dark ----
  const palette = document.querySelector(".md-palette");
  function isDark() {
    const chosen = root.dataset.mdColorScheme;
    return chosen ? chosen === "slate" : dark.matches;
  }
  function paint() {
    if (palette) {
      palette.textContent = isDark() ? "\u2600" : "\u263E";
      palette.setAttribute("aria-label", isDark() ? "Switch to light mode" : "Switch to dark mode");
      palette.title = palette.getAttribute("aria-label");
    }
  }
  if (stored("portalsdk.scheme")) {
    root.dataset.mdColorScheme = stored("portalsdk.scheme") === "slate" ? "slate" : "default";
  }
  if (palette) {
    palette.hidden = false;
    palette.addEventListener("click", () => {
      root.dataset.mdColorScheme = isDark() ? "default" : "slate";
      stored("portalsdk.scheme", root.dataset.mdColorScheme);
      paint();
      draw();
    });
  }
  paint();

  // ---- the page ----
  const fold = document.querySelector(".md-sidebar__fold");
  if (fold && window.matchMedia("(max-width: 52rem)").matches) {
    fold.open = false;
  }
  for (const region of document.querySelectorAll(".md-typeset pre, .md-typeset table, .md-sidebar > *")) {
    if (region.scrollWidth > region.clientWidth || (region.scrollHeight > region.clientHeight + 1 && !region.querySelector("a"))) {
      region.tabIndex = 0; // what scrolls can be reached by keyboard
    }
  }
  for (const box of document.querySelectorAll(".task-list-control input")) {
    box.setAttribute("aria-label", box.checked ? "Done" : "Not done");
  }
  const active = document.querySelector(".md-nav--primary .md-nav__link--active");
  const side = active && active.closest(".md-sidebar > *");
  if (side) {
    side.scrollTop = Math.max(0, active.offsetTop - side.clientHeight / 2);
  }
  if (navigator.clipboard) {
    for (const block of document.querySelectorAll("div.highlight")) {
      const code = block.querySelector("pre > code");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "md-clipboard";
      button.textContent = "Copy";
      button.addEventListener("click", () =>
        navigator.clipboard.writeText(code.textContent).then(() => {
          button.textContent = "Copied";
          setTimeout(() => { button.textContent = "Copy"; }, 2000);
        }));
      block.append(button);
    }
  }
  const contents = new Map();
  for (const link of document.querySelectorAll(".md-nav--secondary .md-nav__link")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) {
      contents.set(heading, link);
    }
  }
  if (contents.size > 0 && "IntersectionObserver" in window) {
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
      if (seen.length > 0) {
        contents.forEach((link) => link.classList.remove("md-nav__link--active"));
        contents.get(seen[0]).classList.add("md-nav__link--active");
      }
    }, { rootMargin: "-60px 0px -70% 0px" });
    contents.forEach((link, heading) => observer.observe(heading));
  }

  // ---- diagrams: the script is fetched only where there is one ----
  const diagrams = Array.from(document.querySelectorAll("pre.mermaid"), (element) => ({ element: element, source: element.textContent }));
  let mermaid;
  function draw() {
    if (diagrams.length === 0) {
      return;
    }
    mermaid = mermaid || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = base + "assets/portalsdk/mermaid.min.js";
      script.onload = () => resolve(window.mermaid);
      script.onerror = reject;
      document.head.append(script);
    });
    mermaid.then((library) => {
      library.initialize({ startOnLoad: false, securityLevel: "strict", theme: isDark() ? "dark" : "default" });
      for (const diagram of diagrams) {
        diagram.element.removeAttribute("data-processed");
        diagram.element.textContent = diagram.source;
      }
      return library.run({ nodes: diagrams.map((diagram) => diagram.element), suppressErrors: true });
    }).then(() => {
      for (const diagram of diagrams) {
        const drawn = diagram.element.querySelector("svg");
        if (drawn) { // one picture with a name, rather than a document without one
          drawn.setAttribute("role", "img");
          drawn.setAttribute("aria-label", drawn.getAttribute("aria-roledescription") || "diagram");
          drawn.removeAttribute("aria-roledescription");
        }
      }
    }).catch(() => {}); // the source stays readable
  }
  draw();

  // ---- search ----
  const form = document.querySelector(".md-search");
  const input = document.querySelector(".md-search__input");
  const output = document.querySelector(".md-search__output");
  const limit = 20;
  let docs;
  if (!form || !input || !output) {
    return;
  }
  form.hidden = false;

  function load() {
    docs = docs || fetch(base + "search/search_index.json")
      .then((response) => response.json())
      .then((index) => {
        const pages = new Map(index.docs.map((doc) => [doc.location, doc.title]));
        return index.docs.map((doc) => ({
          doc: doc,
          heading: heading(doc, pages),
          title: doc.title.toLowerCase(),
          text: doc.text.toLowerCase(),
        }));
      });
    return docs;
  }

  // Half of all pages have an "Overview": a section is named with its page.
  function heading(doc, pages) {
    const at = doc.location.indexOf("#");
    const page = at < 0 ? undefined : pages.get(doc.location.slice(0, at));
    return page ? page + " › " + doc.title : doc.title;
  }

  function score(entry, words) {
    let sum = 0;
    for (const word of words) {
      const inTitle = entry.title.indexOf(word);
      const inText = entry.text.indexOf(word);
      if (inTitle < 0 && inText < 0) {
        return 0;
      }
      sum += (inTitle < 0 ? 0 : 10) + (inTitle === 0 ? 5 : 0) + (inText < 0 ? 0 : 1);
    }
    return sum;
  }

  function excerpt(doc, words) {
    const found = doc.text.toLowerCase().indexOf(words[0]);
    const at = Math.max(0, found - 40);
    const text = (at > 0 ? "\u2026" : "") + doc.text.slice(at, at + 140);
    const line = document.createElement("small");
    let rest = text;
    let hit = rest.toLowerCase().indexOf(words[0]);
    while (hit >= 0) {
      const mark = document.createElement("mark");
      mark.textContent = rest.slice(hit, hit + words[0].length);
      line.append(rest.slice(0, hit), mark);
      rest = rest.slice(hit + words[0].length);
      hit = rest.toLowerCase().indexOf(words[0]);
    }
    line.append(rest);
    return line;
  }

  function show(found, words) {
    output.replaceChildren();
    const count = document.createElement("p");
    count.textContent = found.length === 0 ? "Nothing found" : found.length === 1 ? "1 place found" : found.length + " places found";
    output.append(count);
    for (const hit of found.slice(0, limit)) {
      const link = document.createElement("a");
      link.href = base + hit.doc.location;
      link.textContent = hit.heading;
      link.append(excerpt(hit.doc, words));
      output.append(link);
    }
    output.hidden = false;
  }

  function search() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      output.hidden = true;
      return;
    }
    load().then((entries) => {
      const found = entries
        .map((entry) => ({ doc: entry.doc, heading: entry.heading, score: score(entry, words) }))
        .filter((hit) => hit.score > 0)
        .sort((a, b) => b.score - a.score);
      show(found, words);
    });
  }

  function move(step) {
    const links = Array.from(output.querySelectorAll("a"));
    const at = links.indexOf(document.activeElement) + step;
    (at < 0 ? input : links[Math.min(at, links.length - 1)] || input).focus();
  }

  input.addEventListener("input", search);
  input.addEventListener("focus", load, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = output.querySelector("a");
    if (first && !output.hidden) {
      first.click();
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      output.hidden = true;
      input.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(?:INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) {
      output.hidden = true;
    }
  });
})();
