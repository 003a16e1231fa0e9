// The exact functions against the engine's own, and the normal distribution against known values.

import { describe, expect, test } from 'vitest';
import { exp, ln, normalCumulative, normalQuantile, power } from './exact-math.ts';

describe('to 1e-12 of the engine’s own', () => {
  test('exp', () => {
    for (let x = -300; x <= 300; x += 0.37) expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
  });

  test('ln', () => {
    for (let x = 1e-9; x < 1e12; x *= 1.09) {
      expect(Math.abs(ln(x) - Math.log(x))).toBeLessThan(1e-12 * Math.max(1, Math.abs(Math.log(x))));
    }
    expect(ln(1)).toBe(0);
    expect(() => ln(0)).toThrow(RangeError);
  });

  test('power', () => {
    for (let base = 0.1; base < 5000; base *= 1.7) {
      for (const exponent of [-2.5, -1, 0.3, 1, 2.7]) {
        expect(Math.abs(power(base, exponent) / base ** exponent - 1)).toBeLessThan(1e-12);
      }
    }
  });
});

describe('the normal distribution', () => {
  test.each([
    [0.5, 0],
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [0.99, 2.3263478740408408],
    [0.999, 3.090232306167813],
    [0.0001, -3.719016485455709],
  ])('has its quantile %d at %d', (p, x) => {
    expect(Math.abs(normalQuantile(p) - x)).toBeLessThan(1e-11);
  });

  test('and its quantiles invert its cumulative curve', () => {
    for (let p = 0.0005; p < 1; p += 0.0037) {
      expect(Math.abs(normalCumulative(normalQuantile(p)) - p)).toBeLessThan(1e-14);
    }
  });
});
