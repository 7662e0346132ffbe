/** Pictures side by side on a sheet, each a button. */
import { css } from 'lit';

export const sheetStyles = css`
  .galaxies {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding-top: 16px;
    border-top: 1px solid var(--_hairline);
  }

  .is-right > .icon,
  .mark-right {
    color: var(--_right);
  }

  .is-wrong > .icon,
  .mark-wrong {
    color: var(--_wrong);
  }

  h3 > .icon {
    vertical-align: -0.25em;
  }

  .sheet {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(85px, 1fr));
    gap: 8px;
  }

  button.pick {
    flex-direction: column;
    gap: 4px;
    width: 100%;
    padding: 4px;
    border-color: transparent;
    --box: 69px;
  }

  button.pick[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_raised);
  }

  .frame {
    display: grid;
    place-items: center;
    min-width: var(--box);
    min-height: var(--box);
    overflow: hidden;
    border-radius: 4px;
  }

  .pager {
    justify-content: center;
    color: var(--_secondary);
  }
`;
