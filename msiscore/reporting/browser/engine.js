/* The scores of a report by any weights, with the rules of the engine (msiscore/scoring).

   `data` is what msiscore/reporting/exploration.py describes. Values run from 0 to 1 inside the tree and scores from 0 to 100; NaN
   is "no number". Nothing here knows the page: tests run this file alone and compare every number with the engine's. */

const engine = (() => {
  const TIE = 1e-9, SLACK = 1e-9, COVERAGE_SLACK = 1e-12, FLOOR = 1e-15, ASKED_SLACK = 1e-11;
  const MET = 1, UNKNOWN = 2, NOT_MET = 3;
  const SIDES = ["point", "lower", "upper"];

  const BRANCH = {
    title: "", item: null, criterion: false, power: 1, sized: "", ordinary: [], bonus: [], source: "own", counts: null, points: 1,
    least: 0, least_share: 0, lifts_from: 0,
  };
  const CHECK = { items: [], verdicts: [], node: null, due: [], limit: null };

  /* The data from their text. What has its usual value is left out of the text and put in here. */
  function read(text) {
    const data = JSON.parse(text);
    const checks = (given = []) => given.map((check) => ({ ...CHECK, ...check }));
    data.columns = data.columns.map((tree) => ({ ...tree, rows: tree.rows.map((row) => ({ ...BRANCH, ...row })) }));
    data.standards = checks(data.standards);
    data.bands = data.bands.map((band) => ({ ...band, requires: checks(band.requires) }));
    return data;
  }

  // Weights ------------------------------------------------------------------------------------------------------------------

  /* The weights that `named` (a Map of id to weight) gives a tree: what each row weighs beside its siblings, what it counts for in
     a weighting by size, and whether the tree has it at all. A node in which nothing can count is left out with all below it. */
  function weigh(data, tree, named) {
    const rows = tree.rows;
    const own = new Map(Object.entries(data.own));
    const idOf = (row) => row.id.split("/")[0];
    const inUse = (row) => named.get(idOf(row)) ?? own.get(idOf(row)) ?? 1;
    const weight = rows.map((row) => row.source === "one" ? 1 : row.source === "own" ? inUse(row) : named.get(idOf(row)) ?? 1);
    const gone = rows.map(() => false);
    const counted = rows.map(() => []); // for children of a sized node: places of what counts in their size, with how much

    const size = (row, by) => row.counts ?? (by === "count" ? 1 : by === "weight" ? inUse(row) : inUse(row) * row.points);
    const countedUnder = (place, by) => {
      const row = rows[place];
      if (gone[place]) return [];
      if (row.criterion || row.counts !== null) return [[place, size(row, by)]];
      return row.ordinary.flatMap((child) => countedUnder(child, by));
    };

    for (let place = rows.length - 1; place >= 0; place--) { // children stand after their parents
      const row = rows[place];
      if (row.item !== null) continue;
      if (row.sized) for (const child of [...row.ordinary, ...row.bonus]) counted[child] = countedUnder(child, row.sized);
      const counts = (child) => !gone[child] && weight[child] > 0 && (!row.sized || counted[child].some(([, much]) => much > 0));
      gone[place] = !row.ordinary.some(counts);
    }
    return { rows, weight, gone, counted };
  }

  /* The share of each row in the whole when everything applies; bonus children have none. */
  function shares(weighed) {
    const { rows, weight, gone, counted } = weighed;
    const found = rows.map(() => 0);
    if (gone[0]) return found;
    found[0] = 1;
    rows.forEach((row, place) => {
      const parts = row.ordinary.map((child) => {
        if (gone[child]) return 0;
        return row.sized ? weight[child] * counted[child].reduce((sum, [, much]) => sum + much, 0) : weight[child];
      });
      const total = parts.reduce((sum, part) => sum + part, 0);
      row.ordinary.forEach((child, k) => { found[child] = total > 0 && found[place] > 0 ? found[place] * parts[k] / total : 0; });
    });
    return found;
  }

  // Means --------------------------------------------------------------------------------------------------------------------

  const isExtreme = (power) => power === "min" || power === "max";

  /* f(value) of a power mean; a zero makes the mean zero for powers up to 0. */
  function term(power, value) {
    if (power > 0) return power === 1 ? value : Math.pow(value, power);
    if (value === 0) return power === 0 ? -Infinity : Infinity;
    const least = Math.max(value, FLOOR);
    return power === 0 ? Math.log(least) : Math.pow(least, power);
  }

  function meanOf(power, total, weight) {
    if (!(weight > 0)) return NaN;
    if (isExtreme(power)) return total;
    if (power === 0) return Math.exp(total / weight);
    return power === 1 ? total / weight : Math.pow(total / weight, 1 / power);
  }

  function add(power, sums, value, weight) {
    if (isExtreme(power)) {
      const extreme = power === "min" ? Math.min : Math.max;
      sums.total = sums.weight > 0 ? extreme(sums.total, value) : value;
    } else {
      sums.total += weight * term(power, value);
    }
    sums.weight += weight;
  }

  /* The mean of `ordinary`, lifted by those of `bonus` that stand above it, tried from the highest down. Both are lists of
     {value, weight}; what has no value or no weight takes no part. */
  function lifted(power, ordinary, bonus) {
    const counts = ({ value, weight }) => weight > 0 && !Number.isNaN(value);
    const sums = { total: 0, weight: 0 };
    for (const { value, weight } of ordinary.filter(counts)) add(power, sums, value, weight);
    const found = sums.weight > 0;
    if (found && power !== "min") {
      for (const { value, weight } of bonus.filter(counts).sort((a, b) => b.value - a.value)) {
        if (value > meanOf(power, sums.total, sums.weight)) add(power, sums, value, weight);
      }
    }
    return { mean: meanOf(power, sums.total, sums.weight), found };
  }

  // The tree -----------------------------------------------------------------------------------------------------------------

  /* All rows of a tree for the initiative `k`: point, lower, upper (0..1), coverage, whether anything below is rated or open
     (reach), whether it could have a value (possible), and whether anything is relevant; null for a row that is left out. */
  function climb(data, weighed, k) {
    const { rows, weight, gone, counted } = weighed;
    const found = rows.map(() => null);
    const conditional = rows.some((row, place) => !gone[place] && (withholds(row) || row.lifts_from > 0));
    for (let place = rows.length - 1; place >= 0; place--) {
      const row = rows[place];
      if (gone[place]) continue;
      if (row.item !== null) {
        found[place] = leaf(data.values[row.item][k], data.states[row.item][k]);
        continue;
      }
      const present = (children) => children.filter((child) => found[child] !== null);
      const [ordinary, bonus] = [present(row.ordinary), present(row.bonus)];
      const sizeOf = (child, flag) =>
        row.sized ? counted[child].reduce((sum, [below, much]) => sum + (found[below]?.[flag] ? much : 0), 0) : 1;
      const pairs = (children, side) =>
        children.map((child) => ({ value: found[child][side], weight: weight[child] * sizeOf(child, "reach") }));
      const heavy = ordinary.filter((child) => weight[child] > 0);
      const able = heavy.filter((child) => found[child].possible && (!row.sized || sizeOf(child, "reach") > 0));
      found[place] = join(row, ordinary, bonus, pairs, found, able.map((child) => found[child]));
      const number = Math.min(row.least, heavy.length);
      found[place].possible = able.length >= Math.max(1, number);
      if (withholds(row)) withhold(found[place], row, number, able.map((child) => found[child]));
      const covered = ordinary.map((child) => {
        const lost = conditional && rows[child].item === null && Number.isNaN(found[child].point) && !Number.isNaN(found[child].coverage);
        return { value: lost ? 0 : found[child].coverage, weight: weight[child] * sizeOf(child, "relevant") };
      });
      found[place].coverage = lifted(1, covered, []).mean;
    }
    return found;
  }

  function leaf(given, state) {
    const value = given ?? NaN, open = state === "o" && given === null;
    return {
      point: value, lower: open ? 0 : value, upper: open ? 1 : value,
      coverage: state === "n" ? NaN : state === "c" ? 1 : 0,
      reach: given !== null || state === "o", possible: given !== null || state === "o", relevant: state !== "n",
    };
  }

  /* A node from its children. While it has no point value nothing lifts its lower bound, and rounding never carries the point out
     of the interval. Where it asks for something before a bonus lifts, each of the `able` must have it. */
  function join(row, ordinary, bonus, pairs, found, able) {
    const { power, lifts_from: due } = row;
    const raising = (side) => due === 0 || able.every((one) => one[side] >= due - ASKED_SLACK) ? pairs(bonus, side) : [];
    const point = lifted(power, pairs(ordinary, "point"), raising("point"));
    const lower = lifted(power, pairs(ordinary, "lower"), point.found ? raising("lower") : []);
    const upper = lifted(power, pairs(ordinary, "upper"), raising("upper"));
    const children = [...ordinary, ...bonus];
    return {
      point: point.mean,
      lower: point.mean < lower.mean ? point.mean : lower.mean,
      upper: point.mean > upper.mean ? point.mean : upper.mean,
      reach: children.some((child) => found[child].reach),
      relevant: children.some((child) => found[child].relevant),
    };
  }

  const withholds = (row) => row.least > 1 || row.least_share > 0;

  /* Take the value of a node back where too few of its children have one. Its ends are then 0 and 1 if open answers could make up the
     number, else it has none. */
  function withhold(node, row, number, able) {
    const have = able.filter((one) => !Number.isNaN(one.point)).length;
    if (have < Math.max(number, row.least_share * able.length - ASKED_SLACK)) [node.point, node.lower, node.upper] = [NaN, 0, 1];
    if (able.length < number || able.length === 0) [node.lower, node.upper] = [NaN, NaN];
  }

  // Standards and bands ------------------------------------------------------------------------------------------------------

  /* The verdict on a check for the initiative `k`; null where this tree has nothing that it looks at. */
  function verdict(data, check, items, nodes, k) {
    if (check.node === null) {
      const seen = check.items.map((item, n) => items.has(item) ? Number(check.verdicts[n][k]) : null).filter((one) => one !== null);
      return seen.length ? Math.max(...seen) : null;
    }
    const node = nodes.get(check.node);
    if (!node) return null;
    if (!node.relevant) return 0;
    const due = check.due[k];
    if (due === null || Number.isNaN(node.lower) || !(node.coverage >= data.minimum_coverage - COVERAGE_SLACK)) return UNKNOWN;
    return node.lower >= due - SLACK ? MET : node.upper < due - SLACK ? NOT_MET : UNKNOWN;
  }

  function bandOf(data, score, items, nodes, k) {
    const number = compared(data, score);
    let best = null;
    data.bands.forEach((band, place) => {
      const denied = band.requires.some((check) => (verdict(data, check, items, nodes, k) ?? 0) >= UNKNOWN);
      if (!denied && number >= band.low - 1e-9 && (best === null || band.low > data.bands[best].low)) best = place;
    });
    return best;
  }

  /* What can be reached from the root: the items, which decide which standards apply. */
  function itemsOf(weighed) {
    const items = new Set(), waiting = weighed.gone[0] ? [] : [0];
    while (waiting.length) {
      const place = waiting.pop(), row = weighed.rows[place];
      if (weighed.gone[place]) continue;
      if (row.item !== null) items.add(row.item);
      waiting.push(...row.ordinary, ...row.bonus);
    }
    return items;
  }

  // Rounding and ranks -------------------------------------------------------------------------------------------------------

  /* `value` (0 or more) with so many decimals, halves up, after noise beyond the ninth decimal is dropped. */
  function rounded(value, decimals) {
    const step = 10 ** (9 - decimals);
    return Math.floor((Math.round(Number(value.toFixed(9)) * 1e9) + step / 2) / step) / 10 ** decimals;
  }

  const compared = (data, score) => data.rounded && !Number.isNaN(score) ? rounded(score, data.decimals) : score;

  /* Competition ranks (1, 2, 2, 4), the highest first; null where there is no score. Ties are measured from the first of them. */
  function ranks(scores) {
    const found = scores.map(() => null);
    const order = scores.map((_, k) => k).filter((k) => !Number.isNaN(scores[k])).sort((a, b) => scores[b] - scores[a]);
    let leader = 0, top = Infinity;
    order.forEach((k, place) => {
      if (!(top - scores[k] <= TIE)) [leader, top] = [place + 1, scores[k]];
      found[k] = leader;
    });
    return found;
  }

  // The whole ----------------------------------------------------------------------------------------------------------------

  /* The scores of one column (its place) by the weights in `named`: the share of each row, and for each initiative rank, score,
     interval, coverage, band (its place), standards not met and unknown, and its nodes by id with numbers on 0..100. */
  function compute(data, column, named) {
    const weighed = weigh(data, data.columns[column], named);
    const items = itemsOf(weighed);
    const results = data.initiatives.map((_, k) => outcome(data, weighed, items, climb(data, weighed, k), k));
    ranks(results.map((one) => compared(data, one.score))).forEach((rank, k) => { results[k].rank = rank; });
    return { shares: shares(weighed), results };
  }

  function outcome(data, weighed, items, climbed, k) {
    const nodes = new Map();
    weighed.rows.forEach((row, place) => {
      const node = climbed[place];
      if (node === null || row.item !== null || row.criterion) return;
      const scaled = Object.fromEntries(SIDES.map((side) => [side, node[side] * 100]));
      nodes.set(row.id, { ...scaled, coverage: Number.isNaN(node.coverage) ? 0 : node.coverage, relevant: node.relevant });
    });
    const root = nodes.get("") ?? { point: NaN, lower: NaN, upper: NaN, coverage: 0 };
    const verdicts = data.standards.map((check) => verdict(data, check, items, nodes, k));
    let cap = Infinity, lowest = Infinity;
    data.standards.forEach((check, n) => {
      if (check.limit === null || verdicts[n] === null) return;
      if (verdicts[n] === NOT_MET) cap = Math.min(cap, check.limit);
      if (verdicts[n] >= UNKNOWN) lowest = Math.min(lowest, check.limit);
    });
    const published = data.has_total && root.coverage >= data.minimum_coverage - COVERAGE_SLACK;
    const score = published ? Math.min(root.point, cap) : NaN;
    const titles = (wanted) => data.standards.filter((_, n) => verdicts[n] === wanted).map((check) => check.title);
    return {
      score,
      lower: data.has_total ? Math.min(root.lower, lowest) : NaN,
      upper: data.has_total ? Math.min(root.upper, cap) : NaN,
      coverage: root.coverage,
      before: published ? root.point : NaN,
      band: Number.isNaN(score) ? null : bandOf(data, score, items, nodes, k),
      unmet: titles(NOT_MET), unknown: titles(UNKNOWN), met: titles(MET), nodes,
    };
  }

  return { read, compute, rounded };
})();
