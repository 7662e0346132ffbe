/** Buttons, chips, fields, badges, progress, empty and error states: the same in every element. */
import { css } from 'lit';

export const controls = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 32px;
    padding: 4px 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: transparent;
    color: var(--_ink);
    font: inherit;
    line-height: 1.2;
    cursor: pointer;
    transition:
      background-color var(--_quick),
      border-color var(--_quick);
  }

  button:hover,
  .button:hover {
    background: var(--_raised);
  }

  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  button.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_ink));
  }

  button.quiet {
    border-color: transparent;
    color: var(--_secondary);
  }

  button.quiet:hover {
    color: var(--_ink);
  }

  button.sign {
    width: 32px;
    padding: 0;
  }

  button:disabled,
  button[aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  button.chip {
    border-color: var(--_hairline);
    border-radius: 16px;
    color: var(--_secondary);
  }

  button.chip[aria-pressed='true'],
  button.chip[aria-selected='true'] {
    border-color: var(--_accent);
    color: var(--_ink);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .badge {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 2px 8px;
    border: 1px solid var(--_hairline);
    border-radius: 12px;
    color: var(--_secondary);
    font-size: var(--_12);
  }

  label.field {
    display: flex;
    flex-direction: column;
    gap: 4px;
    color: var(--_secondary);
    font-size: var(--_12);
  }

  input[type='number'],
  input[type='text'],
  select {
    min-height: 32px;
    padding: 4px 8px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_ink);
    font: inherit;
    font-size: var(--_14);
  }

  input[type='range'],
  input[type='checkbox'],
  input[type='radio'] {
    accent-color: var(--_accent);
  }

  .progress {
    display: flex;
    flex-direction: column;
    gap: 4px;
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .progress-words {
    display: flex;
    justify-content: space-between;
    gap: 12px;
  }

  progress {
    appearance: none;
    width: 100%;
    height: 4px;
    border: 0;
    border-radius: 2px;
    overflow: hidden;
    background: var(--_hairline);
  }

  progress::-webkit-progress-bar {
    background: var(--_hairline);
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
    transition: width var(--_quick);
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  progress:indeterminate {
    background: linear-gradient(90deg, var(--_hairline) 0 35%, var(--_accent) 50%, var(--_hairline) 65%) 0 0 / 200% 100%;
    animation: passing 1.6s linear infinite;
  }

  progress:indeterminate::-webkit-progress-bar {
    background: transparent;
  }

  progress:indeterminate::-moz-progress-bar {
    background: transparent;
  }

  @keyframes passing {
    from {
      background-position: 200% 0;
    }
    to {
      background-position: 0 0;
    }
  }

  .error {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 8px 12px;
    border: 1px solid var(--_wrong);
    border-inline-start-width: 4px;
    border-radius: var(--_radius);
  }

  .error > .icon {
    color: var(--_wrong);
  }

  .error-words {
    flex: 1 1 200px;
    overflow-wrap: anywhere;
  }

  .empty {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 4px;
    padding: 28px 16px;
    text-align: center;
    color: var(--_secondary);
  }

  .empty > .icon {
    width: 40px;
    height: 40px;
    margin-bottom: 4px;
    stroke-width: 1;
    color: var(--_accent);
  }

  .empty-title {
    color: var(--_ink);
    font-size: var(--_16);
    font-weight: 600;
  }

  .empty-words {
    max-width: 44ch;
  }

  .empty > button,
  .empty > .row {
    justify-content: center;
    margin-top: 12px;
  }

  @media (pointer: coarse) {
    button,
    .button,
    input[type='number'],
    select {
      min-height: 44px;
    }
    button.sign {
      width: 44px;
    }
  }

  @media (forced-colors: active) {
    button.primary {
      border: 2px solid Highlight;
    }
    button.chip[aria-pressed='true'],
    button.chip[aria-selected='true'] {
      outline: 2px solid Highlight;
    }
    progress {
      border: 1px solid CanvasText;
    }
  }
`;
