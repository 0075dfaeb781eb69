// tables.ts: real tables to fit, each with its source and licence.
import { PACKED } from "./tables-data.ts";
import { unpacked } from "./unpacked.ts";

export interface Quantity {
  readonly name: string;
  /** empty for numbers without one, such as a year */
  readonly unit: string;
}

export interface RealTable {
  /** a short name that stays, for addresses */
  readonly id: string;
  readonly name: string;
  readonly x: Quantity;
  readonly y: Quantity;
  readonly source: string;
  /** where the source says so itself */
  readonly address: string;
  readonly licence: string;
  readonly rows: () => { readonly x: Float64Array; readonly y: Float64Array };
}

const GOVERNMENT = "work of the United States government, in the public domain";

/** The tables on offer. Their numbers are unpacked when they are asked for. */
export const tables: readonly RealTable[] = [
  {
    id: "seattle",
    name: "Seattle's temperature, day by day",
    x: { name: "day of the year", unit: "" },
    y: { name: "highest temperature", unit: "°C" },
    source: "NOAA National Climatic Data Center, 2012 to 2015",
    address: "https://www.ncdc.noaa.gov/cdo-web/datatools/records",
    licence: GOVERNMENT,
  },
  {
    id: "cars",
    name: "Cars of 1970 to 1982: power and mileage",
    x: { name: "horsepower", unit: "hp" },
    y: { name: "miles per gallon", unit: "mpg" },
    source: "StatLib Datasets Archive",
    address: "http://lib.stat.cmu.edu/datasets/cars.desc",
    licence: "distributed in 1982 for educational and scientific purposes",
  },
  {
    id: "co2",
    name: "Carbon dioxide at Mauna Loa, month by month",
    x: { name: "year", unit: "" },
    y: { name: "carbon dioxide in the air", unit: "ppm" },
    source: "Scripps CO2 Program, 1958 to 2020",
    address: "https://scrippsco2.ucsd.edu/data/atmospheric_co2/primary_mlo_co2_record",
    licence: "CC BY 4.0",
  },
  {
    id: "globe",
    name: "The globe's temperature, year by year",
    x: { name: "year", unit: "" },
    y: { name: "difference from the mean of 1951 to 1980", unit: "°C" },
    source: "NASA Goddard Institute for Space Studies, GISTEMP, 1880 to 2023",
    address: "https://data.giss.nasa.gov/gistemp/",
    licence: GOVERNMENT,
  },
  {
    id: "penguins",
    name: "Penguins: flippers and weight",
    x: { name: "flipper length", unit: "mm" },
    y: { name: "body mass", unit: "g" },
    source: "Palmer Station Antarctica LTER, K. Gorman; palmerpenguins",
    address: "https://github.com/allisonhorst/palmerpenguins",
    licence: "CC0 1.0",
  },
  {
    id: "wheat",
    name: "The price of wheat in England, 1565 to 1820",
    x: { name: "year", unit: "" },
    y: { name: "price of a quarter of wheat", unit: "shillings" },
    source: "William Playfair's chart of 1822",
    address:
      "https://commons.wikimedia.org/wiki/File:Chart_Showing_at_One_View_the_Price_of_the_Quarter_of_Wheat,_and_Wages_of_Labour_by_the_Week,_from_1565_to_1821.png",
    licence: "public domain",
  },
].map((table) => ({
  ...table,
  rows: () => ({ x: unpacked(PACKED[table.id].x), y: unpacked(PACKED[table.id].y) }),
}));
