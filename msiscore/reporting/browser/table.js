/* Tables that a reader can sort by a column. The words of a head become a button; the third press brings the first order back. */

const table = (() => {
  const sorted = new WeakMap(); // table -> { index, down } of the column that it is sorted by
  const language = document.documentElement.lang;

  const heads = (node) => [...node.tHead.rows[node.tHead.rows.length - 1].cells];

  /* The place of the cell that a head stands for: the last of those that it spans. */
  function place(node, head) {
    let last = -1;
    for (const one of heads(node)) {
      last += one.colSpan;
      if (one === head) return last;
    }
    return -1;
  }

  const textOf = (row, index) => row.cells[index].dataset.value ?? row.cells[index].textContent.trim();

  /* The number that a text starts with, NaN where it starts with none. */
  const numberOf = (text) => parseFloat(text.replace("−", "-").replace(",", "."));

  const isNumeric = (rows, index) => {
    const texts = rows.map((row) => textOf(row, index)).filter((text) => text !== "" && !text.startsWith("–"));
    return texts.length > 0 && texts.every((text) => /^[−-]?\d/.test(text));
  };

  function arrange(node) {
    const body = node.tBodies[0], rows = [...body.rows];
    rows.forEach((row, n) => { row.dataset.place ??= String(n); });
    const by = sorted.get(node);
    const numeric = by && isNumeric(rows, by.index);
    const compare = (one, other) => {
      const first = Number(one.dataset.place) - Number(other.dataset.place);
      if (!by) return first;
      const [a, b] = [one, other].map((row) => textOf(row, by.index));
      if (!numeric) return (by.down ? -1 : 1) * a.localeCompare(b, language) || first;
      const [m, n] = [numberOf(a), numberOf(b)];
      if (Number.isNaN(m) || Number.isNaN(n)) return Number.isNaN(m) - Number.isNaN(n) || first; // without a number: last
      return (by.down ? n - m : m - n) || first;
    };
    body.append(...rows.sort(compare));
    for (const head of heads(node)) {
      if (by && place(node, head) === by.index) head.setAttribute("aria-sort", by.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  /* Names and ranks start from the lowest, other numbers from the highest. */
  function press(node, head) {
    const index = place(node, head), by = sorted.get(node);
    const downFirst = index > 0 && isNumeric([...node.tBodies[0].rows], index);
    if (by?.index !== index) sorted.set(node, { index, down: downFirst });
    else if (by.down === downFirst) sorted.set(node, { index, down: !downFirst });
    else sorted.delete(node);
    arrange(node);
  }

  /* Make the heads of a table into buttons; those without words, and those marked so, stay as they are. */
  function enable(node) {
    for (const head of heads(node)) {
      if (!head.textContent.trim() || head.dataset.sort === "no") continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      button.addEventListener("click", () => press(node, head));
      head.append(button);
    }
  }

  return { enable, arrange };
})();
