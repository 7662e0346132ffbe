import { css } from 'lit';

export const styles = css`
  .sheet {
    grid-template-columns: repeat(auto-fill, minmax(156px, 1fr));
    gap: 12px;
  }

  .sheet li {
    display: flex;
  }

  .sheet button.pick {
    --box: 69px;
    flex-direction: row;
    align-items: flex-start;
    justify-content: flex-start;
    gap: 12px;
    padding: 8px;
    border-color: var(--_hairline);
    text-align: start;
  }

  .sheet button.pick[aria-pressed='true'] {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .frame {
    flex: none;
  }

  .about {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
    font-size: var(--_12);
  }

  .truth {
    display: flex;
    flex-direction: column;
    overflow-wrap: anywhere;
  }

  .choice {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: 0 4px;
  }

  .choice .icon {
    width: 14px;
    height: 14px;
    display: block;
    stroke-width: 2.5;
  }

  .choice-name {
    grid-column: 2 / -1;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }

  .bar {
    grid-column: 1 / 3;
    margin-inline-end: 4px;
    height: 4px;
    border-radius: 2px;
    background: linear-gradient(var(--colour) 0 0) 0 0 / calc(var(--p) * 100%) 100% no-repeat var(--_hairline);
  }

  @container (max-width: 499px) {
    .sheet {
      grid-template-columns: 1fr;
    }
  }

  @container (min-width: 500px) {
    .sheet button.pick {
      --box: 138px;
      flex-direction: column;
      align-items: stretch;
    }
  }

  @media (forced-colors: active) {
    .sheet button.pick[aria-pressed='true'] {
      border: 3px solid Highlight;
    }
  }
`;
