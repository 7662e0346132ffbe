import { css } from 'lit';

export const optionStyles = css`
  .options {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr));
    gap: 16px 24px;
  }

  .option {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-width: 0;
  }

  .option > label {
    font-weight: 600;
  }

  .option-check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 32px;
  }

  .option-words {
    color: var(--_secondary);
    font-size: var(--_12);
  }

  .option-number {
    display: flex;
    align-items: center;
    gap: 12px;
  }

  .option-number > input[type='range'] {
    flex: 1 1 80px;
    min-width: 0;
  }

  .option-number > input[type='number'] {
    width: 92px;
  }

  .option > select {
    width: 100%;
  }
`;
