// Finds files that import each other in a ring (Tarjan 1972, strongly connected components).

/**
 * @param {ReadonlyMap<string, readonly string[]>} graph for every file, the files it imports
 * @returns {string[][]} every knot of two or more files, and every file that imports itself
 */
export function knotsOf(graph) {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const knots = [];

  const visit = (file) => {
    order.set(file, order.size);
    low.set(file, order.get(file));
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) {
        visit(next);
        low.set(file, Math.min(low.get(file), low.get(next)));
      } else if (stack.includes(next)) low.set(file, Math.min(low.get(file), order.get(next)));
    }
    if (low.get(file) !== order.get(file)) return;
    const knot = stack.splice(stack.indexOf(file));
    if (knot.length > 1 || graph.get(file)?.includes(file)) knots.push(knot.sort());
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return knots;
}

/** One ring through the files of a knot, first file repeated at the end. */
export function ringIn(knot, graph) {
  const [start] = knot;
  const cameFrom = new Map([[start, null]]);
  const queue = [start];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) {
        const ring = [start];
        for (let step = file; step !== null; step = cameFrom.get(step)) ring.unshift(step);
        return ring;
      }
      if (knot.includes(next) && !cameFrom.has(next)) {
        cameFrom.set(next, file);
        queue.push(next);
      }
    }
  }
  return knot;
}
