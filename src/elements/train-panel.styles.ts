import { css } from 'lit';

export const styles = css`
  .state {
    margin-inline-start: auto;
  }

  .buttons {
    gap: 8px 12px;
  }

  button.train {
    min-width: 132px;
    min-height: 48px;
    font-size: var(--_20);
  }

  .why {
    flex: 1 1 180px;
  }

  .why:empty {
    display: none;
  }

  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(104px, 1fr));
    gap: 12px 16px;
  }

  .figures dt {
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .figures dd {
    overflow-wrap: anywhere;
  }

  .plots {
    display: grid;
    gap: 12px 24px;
    border-radius: var(--_radius);
    touch-action: pan-y;
  }

  figcaption {
    font-weight: 600;
  }

  figure {
    min-width: 0;
  }

  svg.plot {
    display: block;
    max-width: 100%;
    overflow: visible;
  }

  .grid {
    stroke: var(--_hairline);
  }

  .tick,
  .baseline-label {
    fill: var(--_secondary);
    font-size: var(--_12);
  }

  /* Curves may run behind words. */
  :is(.baseline-label, .end-label) {
    paint-order: stroke;
    stroke: var(--_surface);
    stroke-linejoin: round;
    stroke-width: 3px;
  }

  .baseline {
    stroke: var(--_secondary);
    stroke-dasharray: 2 4;
  }

  .curve {
    fill: none;
    stroke-width: 2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }

  .curve.train {
    stroke: var(--_train);
  }

  .curve.test {
    stroke: var(--_test);
    stroke-dasharray: 6 5;
  }

  .curve.steps {
    stroke: var(--_train);
    stroke-width: 1;
    stroke-opacity: 0.3;
  }

  .curve.earlier {
    stroke-width: 1.5;
    stroke-opacity: 0.3;
  }

  .end.train {
    fill: var(--_train);
  }

  .end.test {
    fill: var(--_test);
  }

  .end {
    stroke: var(--_surface);
    stroke-width: 1.5;
  }

  .end-label {
    font-size: var(--_12);
    font-weight: 600;
  }

  .end-label.train {
    fill: var(--_train);
  }

  .end-label.test {
    fill: var(--_test);
  }

  .cursor {
    stroke: var(--_edge);
  }

  .under-plots {
    gap: 4px 16px;
    margin-block-start: -12px;
    min-height: 32px;
  }

  .legend {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .legend::before {
    content: '';
    width: 24px;
    border-block-start: 2px solid var(--_train);
  }

  .legend.test::before {
    border-block-start: 2px dashed var(--_test);
  }

  .runs {
    display: grid;
    gap: 12px;
  }

  .chip.off {
    text-decoration: line-through;
  }

  .run-details {
    gap: 8px 16px;
    align-items: end;
  }

  .run-words {
    flex: 1 1 240px;
  }

  .run-name {
    width: 160px;
  }

  details {
    border-block-start: 1px solid var(--_hairline);
    padding-block-start: 12px;
  }

  details[open] > summary {
    margin-block-end: 12px;
  }

  summary {
    width: fit-content;
    max-width: 100%;
    border-radius: 4px;
    font-weight: 600;
    cursor: pointer;
  }

  .summary-words {
    margin-inline-start: 8px;
    font-size: var(--_12);
    font-weight: 400;
  }

  .table {
    max-height: 320px;
    overflow: auto;
  }

  /* Four rows, and the last one says why it is last: all of it is seen. */
  .table:has(.backends) {
    max-height: none;
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: 6px 12px;
    border-block-end: 1px solid var(--_hairline);
    text-align: end;
    white-space: nowrap;
  }

  th:first-child {
    text-align: start;
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_surface);
    color: var(--_secondary);
    font-size: var(--_12);
    font-weight: 600;
  }

  table.backends :is(th, td) {
    vertical-align: top;
  }

  table.backends :is(th, td):nth-child(2),
  .reason {
    text-align: start;
  }

  td.reason {
    min-width: 240px;
    color: var(--_secondary);
    white-space: normal;
  }

  .in-use > :is(th, td:not(.reason)) {
    font-weight: 600;
  }

  /* Too narrow for four columns: why stands under the rest, and the heads are read aloud only. */
  @container (max-width: 560px) {
    table.backends,
    .backends tbody {
      display: block;
    }

    .backends thead {
      position: absolute;
      overflow: hidden;
      width: 1px;
      height: 1px;
      clip-path: inset(50%);
    }

    .backends tbody tr {
      display: grid;
      grid-template-columns: 1fr auto auto;
      padding-block: 6px;
      border-block-end: 1px solid var(--_hairline);
    }

    .backends tbody :is(th, td) {
      padding: 2px 0 2px 12px;
      border: 0;
    }

    .backends tbody :is(th, td.reason) {
      padding-inline-start: 0;
    }

    .backends td.reason {
      grid-column: 1 / -1;
      min-width: 0;
    }
  }

  /* The plots' own width: the card has 20 px of padding and a hairline on either side. */
  @container (min-width: 682px) {
    .plots {
      grid-template-columns: 1fr 1fr;
    }
  }
`;
