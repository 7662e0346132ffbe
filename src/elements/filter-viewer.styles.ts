import { css } from 'lit';

export const styles = css`
  .tools {
    align-items: end;
    gap: 12px 24px;
  }

  .scales {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
  }

  .stage {
    display: grid;
    gap: 16px 24px;
  }

  .galaxy {
    display: grid;
    align-content: start;
    gap: 4px;
  }

  .galaxy figcaption {
    max-width: 138px;
  }

  .galaxy canvas,
  .frame canvas {
    border-radius: 4px;
  }

  .units {
    display: grid;
    align-content: start;
    gap: 12px;
    min-width: 0;
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(calc(var(--box) + 8px), 1fr));
    gap: 8px 4px;
  }

  .cell {
    display: grid;
    align-content: start;
    justify-items: center;
    gap: 4px;
    padding: 4px 4px 2px;
    border-radius: var(--_radius);
    cursor: zoom-in;
    transition: background-color var(--_quick);
  }

  .cell:hover {
    background: var(--_raised);
  }

  .cell[aria-selected='true'] {
    background: var(--_raised);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .cell .frame {
    display: grid;
    place-items: center;
    width: var(--box);
    height: var(--box);
  }

  .number {
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .single {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: var(--_12);
  }

  .closer {
    display: grid;
    gap: 12px;
    padding: 16px;
    border: 1px solid var(--_hairline);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .large {
    align-items: start;
    gap: 16px 24px;
  }

  .large figcaption {
    margin-block-end: 4px;
  }

  .large .frame {
    width: fit-content;
    cursor: crosshair;
  }

  .large output {
    display: block;
    min-height: 1.5em;
  }

  .channels {
    gap: 12px;
  }

  .channels li {
    display: grid;
    justify-items: center;
    gap: 4px;
  }

  @container (min-width: 640px) {
    .stage:has(.galaxy) {
      grid-template-columns: 138px minmax(0, 1fr);
    }
  }

  @media (forced-colors: active) {
    .cell[aria-selected='true'] {
      outline: 2px solid Highlight;
    }
  }
`;
