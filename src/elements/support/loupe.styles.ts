import { css } from 'lit';

export const loupeStyles = css`
  .lens {
    display: flex;
    flex-direction: column;
    gap: 8px;
    width: fit-content;
    max-width: 100%;
    border-radius: var(--_radius);
    touch-action: pan-y;
  }

  .glass {
    position: relative;
    display: block;
    width: fit-content;
    overflow: hidden;
    border-radius: var(--_radius);
    background: #000;
    cursor: crosshair;
  }

  .mark {
    position: absolute;
    left: calc(var(--left) * 100%);
    top: calc(var(--top) * 100%);
    width: calc(var(--wide) * 100%);
    height: calc(var(--high) * 100%);
    min-width: 4px;
    min-height: 4px;
    outline: 2px solid #fff;
    box-shadow: 0 0 0 4px #000;
    pointer-events: none;
  }

  .lens output {
    min-height: 1.5em;
  }
`;
