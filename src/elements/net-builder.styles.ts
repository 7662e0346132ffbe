import { css } from 'lit';

export const styles = css`
  .tools {
    align-items: end;
  }

  .preset {
    flex: 0 1 360px;
    min-width: 0;
  }

  .preset select {
    max-width: 100%;
  }

  .river {
    display: grid;
    gap: 8px 16px;
  }

  .source {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 8px;
  }

  .no-picture {
    width: 69px;
    height: 69px;
    border: 1px dashed var(--_edge);
    border-radius: 4px;
  }

  .layers {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-width: 0;
  }

  .layer {
    position: relative;
    display: grid;
    grid-template-columns: 88px 1fr;
    grid-template-areas: 'flow flow' 'block name' 'block settings' 'block parameters' 'problem problem';
    align-content: start;
    gap: 0 12px;
    padding: 4px 8px 8px;
    border-radius: var(--_radius);
    cursor: pointer;
    transition: background-color var(--_quick);
  }

  .layer:hover {
    background: var(--_raised);
  }

  .layer[aria-selected='true'] {
    background: var(--_raised);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .flow {
    grid-area: flow;
    padding-inline-start: 52px;
    border-inline-start: 1px solid transparent;
    background: linear-gradient(var(--_edge), var(--_edge)) 43px 0 / 1px 100% no-repeat;
    color: var(--_secondary);
    font-size: var(--_12);
    white-space: nowrap;
  }

  .block {
    grid-area: block;
    display: grid;
    place-items: center;
    min-height: 40px;
  }

  .volume rect {
    fill: var(--_surface);
    stroke: var(--_train);
  }

  .volume rect:last-of-type {
    fill: color-mix(in srgb, var(--_train) 16%, var(--_surface));
  }

  .volume line {
    stroke: var(--_train);
    stroke-opacity: 0.5;
  }

  .frozen .volume rect {
    stroke: var(--_edge);
    stroke-dasharray: 3 2;
  }

  .troubled .volume rect {
    stroke: var(--_wrong);
    stroke-dasharray: 3 2;
  }

  .name {
    grid-area: name;
    display: flex;
    align-items: center;
    gap: 4px;
    align-self: end;
    font-size: var(--_12);
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .troubled .name {
    color: var(--_wrong);
  }

  .settings {
    grid-area: settings;
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .parameters {
    grid-area: parameters;
    min-height: 20px;
    padding-block-start: 4px;
    background:
      linear-gradient(var(--_accent), var(--_accent)) 0 0 / calc(var(--share, 0) * 100%) 2px no-repeat,
      linear-gradient(var(--_hairline), var(--_hairline)) 0 0 / 100% 2px no-repeat;
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .problem {
    grid-area: problem;
    color: var(--_wrong);
    font-size: var(--_12);
  }

  .sink {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: center;
    gap: 4px;
    min-width: 0;
  }

  .sink li {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    padding-block-end: 3px;
    background:
      linear-gradient(var(--class), var(--class)) 0 100% / calc(var(--share, 0) * 100%) 3px no-repeat,
      linear-gradient(var(--_hairline), var(--_hairline)) 0 100% / 100% 1px no-repeat;
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .sink .best {
    color: var(--_ink);
    font-weight: 600;
  }

  .class-share {
    white-space: nowrap;
  }

  .class-name {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .form {
    display: grid;
    gap: 16px;
    padding: 16px;
    border: 1px solid var(--_hairline);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .palette {
    display: grid;
    gap: 8px;
  }

  .mini {
    display: grid;
    place-items: center;
    width: 32px;
  }

  .mini .volume {
    max-height: 24px;
    width: auto;
  }

  .unfit {
    opacity: 0.6;
  }

  @container (min-width: 880px) {
    .river {
      grid-template-columns: auto minmax(0, 1fr) minmax(180px, 232px);
      align-items: center;
    }

    .layers {
      flex-flow: row wrap;
      gap: 12px 0;
    }

    .layer {
      grid-template-columns: 66px 92px;
      grid-template-rows: 96px auto;
      grid-template-areas: 'flow block' '. name' '. settings' '. parameters' 'problem problem';
      gap: 0;
      padding: 8px 4px;
    }

    .flow {
      position: relative;
      align-self: center;
      padding: 0 0 18px;
      background: linear-gradient(var(--_edge), var(--_edge)) 0 calc(100% - 8px) / 100% 1px no-repeat;
      text-align: center;
    }

    .flow::after {
      content: '';
      position: absolute;
      right: 1px;
      bottom: 5px;
      width: 6px;
      height: 6px;
      border: solid var(--_edge);
      border-width: 1px 1px 0 0;
      rotate: 45deg;
    }

    /* A long name may reach to both sides of its block: nothing else stands there. */
    .name {
      justify-self: center;
      white-space: nowrap;
    }

    .settings,
    .parameters {
      text-align: center;
    }

    .problem {
      padding-inline-start: 8px;
    }
  }

  @media (forced-colors: active) {
    .layer[aria-selected='true'] {
      outline: 2px solid Highlight;
    }

    .parameters,
    .sink li {
      forced-color-adjust: none;
    }
  }
`;
