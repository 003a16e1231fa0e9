// exp, ln and the normal distribution from + - * / and square roots alone, which IEEE 754 defines to
// the last bit: the same tables on every machine. The language leaves the bits of its own to the engine.

/** ln 2 = head + tail: the head has 32 bits, so that small multiples of it are exact. */
const ln2Head = Math.floor(Math.LN2 * 0x1_0000_0000) / 0x1_0000_0000;
/** The last summand is what Math.LN2 lacks. */
const ln2Tail = Math.LN2 - ln2Head + 2.3190468138463e-17;

/** e^x, relative error below 1e-15 for |x| ≤ 700. */
export function exp(x: number): number {
  const halvings = Math.round(x / Math.LN2);
  const rest = x - halvings * ln2Head - halvings * ln2Tail;
  let sum = 1;
  for (let n = 20; n >= 1; n--) sum = 1 + (sum * rest) / n;
  return scaleByTwo(sum, halvings);
}

/** The natural logarithm, relative error below 1e-15 away from 1; x > 0 and normal. */
export function ln(x: number): number {
  if (!(x > 0)) throw new RangeError(`no logarithm of ${x}`);
  let mantissa = x;
  let exponent = 0;
  while (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  // ln m = 2 artanh((m - 1) / (m + 1)), a series that converges fast for m near 1.
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let n = 27; n >= 3; n -= 2) sum = (sum + 1 / n) * square;
  return exponent * ln2Head + (2 * ratio * (1 + sum) + exponent * ln2Tail);
}

/** base^power, base > 0. */
export function power(base: number, exponent: number): number {
  return exp(exponent * ln(base));
}

const rootOfTwoPi = Math.sqrt(2 * Math.PI);

/** The probability that a standard normal variable is below x, absolute error below 1e-15 for |x| ≤ 5. */
export function normalCumulative(x: number): number {
  // Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …)
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > 1e-18 * Math.abs(sum) && n < 400; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

function normalDensity(x: number): number {
  return exp((-x * x) / 2) / rootOfTwoPi;
}

/** The x below which a standard normal variable is with probability p; 1e-6 ≤ p ≤ 1 - 1e-6, absolute error below 1e-10, in 0.001 … 0.999 below 1e-12. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  // Below the middle the cumulative curve is convex: Newton's steps from there never overshoot.
  let x = 0;
  for (let round = 0; round < 60; round++) {
    const step = (normalCumulative(x) - p) / normalDensity(x);
    x -= step;
    if (Math.abs(step) < 1e-14 * Math.max(1, Math.abs(x))) break;
  }
  return x;
}

/** Exact: every step doubles or halves. */
function scaleByTwo(value: number, doublings: number): number {
  let scaled = value;
  for (let n = doublings; n > 0; n--) scaled *= 2;
  for (let n = doublings; n < 0; n++) scaled /= 2;
  return scaled;
}
