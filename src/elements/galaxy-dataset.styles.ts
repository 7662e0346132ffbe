import { css } from 'lit';

export const styles = css`
  .card {
    position: relative;
  }

  .origin {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    margin-inline-start: auto;
  }

  .source {
    max-width: 28ch;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .view {
    display: grid;
    gap: 20px;
  }

  .strip {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
    gap: 16px 8px;
    align-content: start;
  }

  .class {
    --box: 69px;
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-width: 0;
  }

  .pick {
    flex: 1;
    flex-direction: column;
    justify-content: flex-start;
    gap: 8px;
    padding: 8px 2px 4px;
    border-color: transparent;
  }

  .pick[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_raised);
  }

  .frame {
    display: grid;
    place-items: center;
    min-width: var(--box);
    min-height: var(--box);
    border-radius: 4px;
    overflow: hidden;
  }

  .name {
    display: -webkit-box;
    max-width: 100%;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    font-size: var(--_12);
    line-height: 1.3;
  }

  .share {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: 8px;
    padding: 0 4px;
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .bar {
    height: 4px;
    border-radius: 2px;
    background: linear-gradient(var(--colour) 0 0) 0 0 / calc(var(--share) * 100%) 100% no-repeat var(--_hairline);
  }

  .turn {
    display: flex;
    align-items: center;
    justify-content: space-between;
    color: var(--_secondary);
    font-size: var(--_12);
    white-space: nowrap;
  }

  .turn .sign {
    width: 24px;
    min-height: 24px;
  }

  .close {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-width: 0;
  }

  .lens {
    --box: 276px;
  }

  .glass {
    min-height: 69px;
  }

  .split {
    --thumb: 16px;
    display: flex;
    flex-direction: column;
    gap: 8px;
  }

  .split-words {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 16px;
  }

  .line {
    display: inline-block;
    width: 20px;
    margin-inline: 0 8px;
    border-top: 3px solid var(--_train);
    vertical-align: middle;
  }

  .test .line {
    border-top: 3px dashed var(--_test);
  }

  .track {
    --at: calc(var(--thumb) / 2 + (100% - var(--thumb)) * clamp(0, (var(--train) * 100 - 5) / 90, 1));
    position: relative;
    height: 32px;
  }

  .track span {
    position: absolute;
    top: 13px;
    height: 6px;
    transition: width var(--_quick);
  }

  .train-part {
    left: 0;
    width: var(--at);
    border-radius: 3px 0 0 3px;
    background: var(--_train);
  }

  .test-part {
    right: 0;
    width: calc(100% - var(--at));
    border-radius: 0 3px 3px 0;
    background: repeating-linear-gradient(90deg, var(--_test) 0 8px, transparent 8px 12px);
  }

  .track input {
    appearance: none;
    position: absolute;
    inset: 0;
    width: 100%;
    height: 32px;
    margin: 0;
    background: transparent;
    cursor: ew-resize;
    touch-action: pan-y;
  }

  .track input:disabled {
    cursor: default;
  }

  .track input::-webkit-slider-thumb {
    appearance: none;
    width: var(--thumb);
    height: 28px;
    border: 2px solid var(--_surface);
    border-radius: 8px;
    background: var(--_ink);
  }

  .track input::-moz-range-thumb {
    width: 12px;
    height: 28px;
    border: 2px solid var(--_surface);
    border-radius: 8px;
    background: var(--_ink);
  }

  .track input:disabled::-webkit-slider-thumb {
    background: var(--_edge);
  }

  .drop-words {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: grid;
    place-items: center;
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_surface) 90%, transparent);
    font-size: var(--_16);
    opacity: 0;
    pointer-events: none;
    transition: opacity var(--_quick);
  }

  [data-over] .drop-words {
    opacity: 1;
  }

  @container (max-width: 311px) {
    .lens {
      --box: 207px;
    }
  }

  @container (min-width: 640px) {
    .view {
      grid-template-columns: 1fr 276px;
      gap: 24px;
    }
  }

  /* Five galaxies twice their size in a row, and beside them the loupe as large as what is left. */
  @container (min-width: 900px) {
    .view {
      grid-template-columns: 1fr 207px;
    }
    .lens {
      --box: 207px;
    }
    .strip {
      grid-template-columns: repeat(auto-fill, minmax(144px, 1fr));
    }
    .class {
      --box: 138px;
    }
    .name {
      font-size: var(--_14);
    }
  }

  @container (min-width: 1100px) {
    .view {
      grid-template-columns: 1fr 276px;
    }
    .lens {
      --box: 276px;
    }
  }

  @container (min-width: 1180px) {
    .view {
      grid-template-columns: 1fr 345px;
    }
    .lens {
      --box: 345px;
    }
  }

  @media (pointer: coarse) {
    .turn .sign {
      width: 44px;
      min-height: 44px;
    }
  }

  @media (forced-colors: active) {
    .train-part,
    .bar {
      background: CanvasText;
    }
    .pick[aria-pressed='true'] {
      border-color: Highlight;
    }
  }
`;
