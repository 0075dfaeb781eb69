// index.ts: the door of `data`: CSV text to columns of numbers; typed formulas to functions; sets of points to learn.
export { cellNumber, type Decimal } from "./cell.ts";
export { chooseColumns, findColumn, findColumns, hasColumn, listed, notANumber, pairs, splitNames } from "./choose.ts";
export { type Column, type CsvOptions, type CsvTable, csvReader, parseCsv, type Stray } from "./csv.ts";
export { csvRow } from "./csv-row.ts";
export { DataError, type Place, quoted } from "./data-error.ts";
export { type Design, type DesignInput, type DesignOptions, designMatrix } from "./design.ts";
export { DELIMITERS, type Delimiter, type Dialect } from "./dialect.ts";
export {
  CLASS_SETS,
  type ClassSet,
  HEIGHT_SETS,
  type HeightSet,
  type PlanePoints,
  type PointSetOptions,
  pointSet,
} from "./point-sets.ts";
export { type Layout, type RowReaderOptions, rowReader, type TextConsumer } from "./row-reader.ts";
export { type Scale, type Standardized, standardize, unstandardize } from "./standardize.ts";
export { type PlaneTarget, planeTarget, type Target, target } from "./target.ts";
export { TargetError } from "./target-error.ts";
export { targetHelp } from "./target-names.ts";
