/** The scale beside a picture: which colour is which number. */
import { css, html, type TemplateResult } from 'lit';
import { cssGradient, type ColourMapName, type ColourScheme } from '../../draw/colour-maps.js';
import { cssVars } from './css-vars.js';

/** Two digits that mean something, and a real minus sign. */
export function scaleNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size >= 1000 || size < 0.001 ? size.toExponential(1) : String(Number(size.toPrecision(2)));
  return value < 0 ? `−${text}` : text;
}

/** A bar of the map's colours with numbers at its ends; zero is in the middle of a symmetric one. */
export function colourScale(
  map: ColourMapName,
  [low, high]: readonly [number, number],
  what: string,
  scheme: ColourScheme,
): TemplateResult {
  const words = `${what}: from ${scaleNumber(low)} to ${scaleNumber(high)}`;
  return html`<span class="scale" part="scale" role="img" aria-label=${words}>
    <span class="scale-name">${what}</span>
    <span>${scaleNumber(low)}</span>
    <span class="scale-bar" ${cssVars({ '--map': cssGradient(map, scheme) })}></span>
    <span>${scaleNumber(high)}</span>
  </span>`;
}

export const colourScaleStyles = css`
  .scale {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .scale-bar {
    width: 96px;
    height: 8px;
    border-radius: 4px;
    background: var(--map);
    forced-color-adjust: none;
  }
`;
