import { css } from 'lit';

export const styles = css`
  .pictures {
    --whole: calc(100cqi - 34px);
    --box: calc((var(--whole) - 12px) / 2);
    display: grid;
    grid-template-columns: auto auto;
    justify-content: start;
    gap: 12px;
    border-radius: var(--_radius);
    touch-action: pan-y;
  }

  .earlier canvas {
    filter: brightness(0.6);
  }

  .both {
    --box: var(--whole);
    grid-column: 1 / -1;
  }

  .frame {
    position: relative;
    width: fit-content;
    overflow: hidden;
    border-radius: var(--_radius);
    background: #000;
    cursor: crosshair;
  }

  canvas.veil {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    background: none;
    opacity: var(--opacity);
  }

  .mark {
    position: absolute;
    left: calc(var(--left) * 100%);
    top: calc(var(--top) * 100%);
    width: calc(var(--wide) * 100%);
    height: calc(var(--high) * 100%);
    min-width: 4px;
    min-height: 4px;
    outline: 1px solid #fff;
    box-shadow: 0 0 0 2px #000;
    pointer-events: none;
  }

  figcaption {
    margin-block-start: 4px;
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .opacity {
    display: flex;
    align-items: center;
    gap: 8px;
  }

  .opacity input {
    flex: 1;
    min-width: 0;
    max-width: 160px;
  }

  .reading {
    min-height: 1.5em;
    margin-block-start: -8px;
  }

  .answer strong {
    font-size: var(--_16);
  }

  .under {
    gap: 8px 16px;
  }

  .picker {
    display: grid;
    justify-items: start;
    gap: 8px;
  }

  .classes {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr));
    gap: 4px 16px;
    width: 100%;
  }

  button.class {
    justify-content: space-between;
    width: 100%;
    padding: 4px 4px 6px;
    border: 0;
    border-radius: 4px;
    background:
      linear-gradient(var(--class), var(--class)) 0 100% / calc(var(--share, 0) * 100%) 3px no-repeat,
      linear-gradient(var(--_hairline), var(--_hairline)) 0 100% / 100% 1px no-repeat;
    font-size: var(--_12);
    text-align: start;
    forced-color-adjust: none;
  }

  button.class:hover {
    background-color: var(--_raised);
  }

  button.class[aria-pressed='true'] {
    background-color: var(--_raised);
    box-shadow: inset 2px 0 0 var(--_accent);
    color: var(--_ink);
    font-weight: 600;
  }

  .class-share {
    white-space: nowrap;
  }

  cite {
    display: block;
    font-style: normal;
    overflow-wrap: anywhere;
  }

  @container (min-width: 520px) {
    .pictures {
      --box: min(384px, calc((var(--whole) - 40px) / 3));
      grid-template-columns: repeat(3, auto);
      gap: 16px;
    }

    .both {
      --box: inherit;
      grid-column: auto;
    }
  }
`;
