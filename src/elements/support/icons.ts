/** Signs drawn with one stroked path each, on a 24×24 grid. */

export const icons = {
  galaxy: 'M10 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0M14 12c1-4-3-6-6-5-3 1-5 4-4 8M10 12c-1 4 3 6 6 5 3-1 5-4 4-8',
  network: 'M4 6h4v12H4zM10 8h4v8h-4zM16 10h4v4h-4zM8 12h2M14 12h2',
  curve: 'M4 4v16h16M6 8c3 8 7 8 13 9',
  grid: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  eye: 'M2 12c4-7 16-7 20 0-4 7-16 7-20 0M12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6',
  warning: 'M12 4 2.500 20h19zM12 10v5M12 17.500v.500',
  right: 'm5 12 5 5 9-10',
  wrong: 'm6 6 12 12M18 6 6 18',
  previous: 'm15 5-7 7 7 7',
  next: 'm9 5 7 7-7 7',
  first: 'm18 5-7 7 7 7M6 5v14',
  last: 'm6 5 7 7-7 7M18 5v14',
  up: 'm5 15 7-7 7 7',
  down: 'm5 9 7 7 7-7',
  play: 'M7 4v16l13-8z',
  pause: 'M8 5v14M16 5v14',
  step: 'M5 5v14l10-7zM19 5v14',
  stop: 'M6 6h12v12H6z',
  plus: 'M12 5v14M5 12h14',
  remove: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  settings: 'M4 7h8M16 7h4M14 5v4M4 17h4M12 17h8M10 15v4',
  close: 'm6 6 12 12M18 6 6 18',
} as const;

export type IconName = keyof typeof icons;
