/** Paths of the tools' drawings, in a square of 20. */
export const ICONS = {
  fit: "M2.5 7V2.5H7M13 2.5h4.5V7M17.5 13v4.5H13M7 17.5H2.5V13M7 7h6v6H7z",
  views: "M4 6.5 10 3l6 3.5v7L10 17l-6-3.5zM4 6.5l6 3.5 6-3.5M10 10v7",
  explode: "M10 2v5M10 18v-5M2 10h5M18 10h-5M8 4l2-2 2 2M8 16l2 2 2-2M4 8l-2 2 2 2M16 8l2 2-2 2",
  edges: "M2.5 7h15v9h-15zM5 7V4.5h3.5V7M11.5 7V4.5H15V7",
  fullScreen: "M12 2.5h5.5V8M17.5 2.5l-6 6M8 17.5H2.5V12M2.5 17.5l6-6",
} as const;
