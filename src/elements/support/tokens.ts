/**
 * The family's look: colours, type, space and the few controls every element uses.
 *
 * A page changes it through the public `--gp-*` properties on any ancestor; the private `--_*` ones fall back to the defaults.
 * Light or dark follows the `color-scheme` of where the element stands, so a page that says `color-scheme: light dark`
 * follows the reader's system, and one that says nothing stays light.
 *
 * The public properties, each a colour unless it says otherwise:
 * - `--gp-surface`: the ground of a card and of its fields.
 * - `--gp-raised`: what is under the pointer, open or picked.
 * - `--gp-hairline`: lines that divide and frame.
 * - `--gp-edge`: outlines of buttons and fields, 3:1 or more on the surface.
 * - `--gp-ink`: text.
 * - `--gp-secondary`: text of lesser weight, 4.5:1 or more on the surface.
 * - `--gp-accent`: the one action that matters, and the focus ring.
 * - `--gp-on-accent`: text on the accent.
 * - `--gp-train`, `--gp-test`: training and test, in curves and in the split.
 * - `--gp-right`, `--gp-wrong`: right and wrong answers; `--gp-wrong` also frames refusals.
 * - `--gp-radius`: radius of corners, a length.
 */
import { css } from 'lit';

/** Colours and sizes; `base` of every element's styles. */
export const tokens = css`
  :host {
    display: block;
    container-type: inline-size;
    --_surface: var(--gp-surface, light-dark(#ffffff, #131822));
    --_raised: var(--gp-raised, light-dark(#f6f4ef, #1b2230));
    --_hairline: var(--gp-hairline, light-dark(#e4e1da, #232a38));
    --_edge: var(--gp-edge, light-dark(#8a8577, #667085));
    --_ink: var(--gp-ink, light-dark(#1b1f27, #e6e9ef));
    --_secondary: var(--gp-secondary, light-dark(#5d6470, #98a2b3));
    --_accent: var(--gp-accent, light-dark(#9a5b00, #f5b54a));
    --_on-accent: var(--gp-on-accent, light-dark(#ffffff, #1b1408));
    --_train: var(--gp-train, light-dark(#00718f, #4cc9f0));
    --_test: var(--gp-test, light-dark(#9a5b00, #f5b54a));
    --_right: var(--gp-right, light-dark(#1a6e3f, #6fd39b));
    --_wrong: var(--gp-wrong, light-dark(#b3261e, #ff8f85));
    --_radius: var(--gp-radius, 8px);
    --_12: 0.75rem;
    --_14: 0.875rem;
    --_16: 1rem;
    --_20: 1.25rem;
    --_28: 1.75rem;
    --_quick: 180ms ease;
    color: var(--_ink);
    font-family: inherit;
    font-size: var(--_14);
    line-height: 1.45;
    font-variant-numeric: tabular-nums;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  p,
  h2,
  h3,
  dl,
  dd,
  ul,
  ol,
  figure {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .card {
    display: flex;
    flex-direction: column;
    gap: 16px;
    padding: 16px;
    background: var(--_surface);
    border: 1px solid var(--_hairline);
    border-radius: var(--_radius);
  }

  .card > header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 12px;
  }

  h2 {
    font-size: var(--_16);
    font-weight: 600;
    line-height: 1.25;
  }

  h3 {
    font-size: var(--_14);
    font-weight: 600;
  }

  .secondary {
    color: var(--_secondary);
  }

  .small {
    font-size: var(--_12);
  }

  .figure {
    font-size: var(--_20);
    font-weight: 600;
    line-height: 1.2;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  .spread {
    margin-inline-start: auto;
  }

  .icon {
    width: 1.25em;
    height: 1.25em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  canvas.pixels {
    display: block;
    width: calc(max(var(--side, 69px), round(down, var(--box, 96px), var(--side, 69px))) * var(--ratio, 1));
    height: auto;
    image-rendering: pixelated;
    background: #000;
  }

  @container (min-width: 640px) {
    .card {
      padding: 20px;
    }
  }

  @container (max-width: 479px) {
    .card > header > .spread {
      margin-inline-start: 0;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
