// Search over search/search_index.json; everything else on a page works without a script.
(function () {
  "use strict";
  const base = document.body.dataset.base;
  const form = document.querySelector(".md-search");
  const input = document.querySelector(".md-search__input");
  const output = document.querySelector(".md-search__output");
  const limit = 20;
  let docs;

  if (window.matchMedia("(max-width: 48rem)").matches) {
    document.querySelector(".md-sidebar__fold").open = false;
  }
  if (!form || !input || !output) {
    return;
  }
  form.hidden = false;

  function load() {
    docs = docs || fetch(base + "search/search_index.json")
      .then((response) => response.json())
      .then((index) => index.docs.map((doc) => ({
        doc: doc,
        title: doc.title.toLowerCase(),
        text: doc.text.toLowerCase(),
      })));
    return docs;
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

  function excerpt(doc, word) {
    const at = Math.max(0, doc.text.toLowerCase().indexOf(word) - 40);
    return (at > 0 ? "\u2026" : "") + doc.text.slice(at, at + 140);
  }

  function show(found, words) {
    output.replaceChildren();
    for (const hit of found.slice(0, limit)) {
      const link = document.createElement("a");
      link.href = base + hit.doc.location;
      link.textContent = hit.doc.title;
      const text = document.createElement("small");
      text.textContent = excerpt(hit.doc, words[0]);
      link.append(text);
      output.append(link);
    }
    if (found.length === 0) {
      const none = document.createElement("p");
      none.textContent = "Nothing found";
      output.append(none);
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
        .map((entry) => ({ doc: entry.doc, score: score(entry, words) }))
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
