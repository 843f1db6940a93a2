(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const { words, texts } = data;
  const text = (place) => (place < 0 ? "" : texts[place]);

  const make = (name, content, kind) => {
    const made = document.createElement(name);
    if (content) made.textContent = content;
    if (kind) made.className = kind;
    return made;
  };

  const headOf = (open) => {
    const row = make("tr");
    const names = open ? [words.site, words.seen, words.extrapolated] : [words.site, words.seen, words.posted, words.counted];
    names.forEach((name, place) => {
      const cell = make("th", name, place > 1 ? "n" : "");
      cell.scope = "col";
      row.append(cell);
    });
    const head = make("thead");
    head.append(row);
    return head;
  };

  const standardOf = (place, columns) => {
    const [label, bar, asked, rule, clause, provenance, madeUp] = data.standards[place];
    const cell = make("th", text(label), "standard");
    cell.colSpan = columns;
    cell.scope = "rowgroup";
    if (madeUp) cell.append(" ", make("span", words.made_up, "made-up"));
    const facts = [[words.bar, bar], [words.asked, asked], [words.rule, rule], [words.clause, clause], [words.provenance, provenance]];
    const list = make("dl");
    for (const [name, told] of facts) if (text(told)) list.append(make("dt", name), make("dd", text(told)));
    if (list.children.length) cell.append(list);
    const row = make("tr");
    row.append(cell);
    return row;
  };

  const rowOf = ([site, , seen, finding, posted, counted], open) => {
    const row = make("tr");
    const where = make("td", site < 0 ? "" : data.sites[site].join(" ").trim());
    const what = make("td", text(seen));
    if (finding >= 0) what.prepend(`${words.finding} ${text(finding)}: `);
    row.append(where, what);
    if (!open) row.append(make("td", text(posted), "n"));
    row.append(make("td", text(counted), "n"));
    return row;
  };

  const fill = (details) => {
    const [kind, rows] = data.groups[Number(details.dataset.group)];
    const open = kind === "open";
    const table = make("table", "", "rows");
    table.append(headOf(open));
    const by = new Map();
    for (const row of rows) by.set(row[1], [...(by.get(row[1]) || []), row]);
    for (const [standard, mine] of by) {
      const body = make("tbody");
      body.append(standardOf(standard, open ? 3 : 4), ...mine.map((row) => rowOf(row, open)));
      table.append(body);
    }
    details.querySelector("div").replaceChildren(table);
  };

  for (const details of document.querySelectorAll("details[data-group]")) {
    details.addEventListener("toggle", () => {
      if (details.open && !details.querySelector("table")) fill(details);
    });
  }

  const reveal = () => {
    let found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const target = found;
    for (; found; found = found.parentElement) if (found.tagName === "DETAILS") found.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
})();
