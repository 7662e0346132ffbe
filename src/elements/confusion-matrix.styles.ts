import { css } from 'lit';

export const styles = css`
  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 32px;
  }

  .figures dt {
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .scroll {
    overflow-x: auto;
    padding: 2px;
    margin: -2px;
  }

  table {
    width: 100%;
    min-width: calc(var(--classes) * 26px + 64px);
    table-layout: fixed;
    border-collapse: separate;
    border-spacing: 2px;
    font-size: var(--_12);
  }

  .names,
  .totals {
    width: 32px;
  }

  th {
    padding: 0 4px;
    color: var(--_secondary);
    font-weight: 400;
    text-align: start;
  }

  .over th {
    padding-bottom: 4px;
    text-align: center;
  }

  .corner {
    vertical-align: bottom;
  }

  th.column {
    text-align: center;
    vertical-align: bottom;
  }

  .class-name {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    color: var(--_ink);
  }

  .column .class-name {
    flex-direction: column;
    gap: 4px;
  }

  .number {
    min-width: 18px;
    border-bottom: 3px solid var(--colour);
    text-align: center;
  }

  .words {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .cell {
    min-width: 24px;
    padding: 0;
  }

  .cell button {
    width: 100%;
    min-width: 24px;
    min-height: 32px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    color: var(--_ink);
    background: color-mix(in srgb, var(--mark) var(--tint), var(--_surface));
  }

  .cell.right {
    --mark: var(--_right);
  }

  .cell.wrong {
    --mark: var(--_wrong);
  }

  .cell.right button {
    font-weight: 600;
    box-shadow: inset 0 0 0 1px var(--_right);
  }

  .cell button[data-empty] {
    color: var(--_secondary);
  }

  .cell button:hover {
    box-shadow: inset 0 0 0 2px var(--_edge);
  }

  .cell button[aria-pressed='true'] {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }

  .total {
    padding: 0 4px;
    color: var(--_secondary);
    text-align: center;
  }

  td.total:last-child,
  th.total {
    text-align: end;
  }

  .legend {
    columns: 2;
    column-gap: 16px;
    list-style: decimal;
    color: var(--_secondary);
  }

  .legend li {
    margin-inline-start: 20px;
    break-inside: avoid;
  }

  @container (min-width: 480px) {
    table:not([data-many]) {
      .names {
        width: 140px;
      }
      .totals {
        width: 48px;
      }
      tbody .words {
        position: static;
        width: auto;
        height: auto;
        clip-path: none;
        white-space: normal;
      }
    }
    .scroll:has(table:not([data-many])) + .legend {
      display: none;
    }
  }

  @container (min-width: 640px) {
    table .names,
    table:not([data-many]) .names {
      width: 208px;
    }
    table .totals {
      width: 56px;
    }
    .words {
      position: static;
      width: auto;
      height: auto;
      clip-path: none;
      white-space: normal;
    }
    .column .words {
      max-height: 112px;
      line-height: 1.15;
      writing-mode: vertical-rl;
      rotate: 180deg;
    }
    .legend {
      display: none;
    }
    .cell button {
      min-height: 36px;
      font-size: var(--_14);
    }
  }

  @container (min-width: 900px) {
    table:not([data-many]) .column .words {
      max-height: none;
      writing-mode: horizontal-tb;
      white-space: normal;
      rotate: none;
    }
  }

  @media (pointer: coarse) {
    .cell button {
      min-height: 36px;
    }
  }

  @media (forced-colors: active) {
    .cell button {
      border: 1px solid ButtonBorder;
    }
    .cell button[aria-pressed='true'] {
      border: 3px solid Highlight;
    }
  }
`;
