/* Taking results away: text to the clipboard, files to the disk. Nothing leaves the reader's machine. */

const share = (() => {
  /* Copy the text of a field; where the browser does not let us, leave it selected. Says whether it was copied. */
  async function copy(field) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      field.focus();
      field.select();
      return false;
    }
  }

  function save(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /* A cell that no spreadsheet takes for a formula: text that starts like one gets an apostrophe before it. */
  function cell(value) {
    if (value === null || Number.isNaN(value)) return "";
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /* Records of one shape as CSV, with the mark that makes a spreadsheet read it as UTF-8. */
  function csv(records) {
    const names = Object.keys(records[0] ?? {});
    const lines = [names, ...records.map((one) => names.map((name) => one[name]))];
    return "\ufeff" + lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
  }

  return { copy, save, csv };
})();
