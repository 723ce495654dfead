// Charts: `<figure data-chart="#options" hidden>` (or the address of options) draws what the server wrote as JSON.
// The library comes only once a chart comes into view; without it, or without script, the table beside it stands.
(() => {
  "use strict";
  const library = document.currentScript.dataset.library;
  const root = document.documentElement;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const LINE = 16;
  const charts = new Map();
  let fetched = null;

  function fetchLibrary() {
    fetched = fetched || new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = library;
      script.onload = () => done(window.echarts);
      script.onerror = failed;
      document.head.append(script);
    });
    return fetched;
  }
  async function optionsOf(figure) {
    const from = figure.dataset.chart;
    if (from.startsWith("#")) return JSON.parse(document.getElementById(from.slice(1)).textContent);
    const answer = await fetch(from, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }

  // "--series-1" becomes the colour that the token has in this theme, at any depth.
  function coloured(value, look) {
    if (typeof value === "string") return value.startsWith("--") ? look.getPropertyValue(value).trim() : value;
    if (Array.isArray(value)) return value.map((each) => coloured(each, look));
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, coloured(each, look)]));
  }
  const AXIS = {
    axisLine: { lineStyle: { color: "--line-2" } },
    axisTick: { show: false },
    axisLabel: { color: "--ink-2", fontSize: 12 },
    nameTextStyle: { color: "--ink-3", fontSize: 12 },
    splitLine: { lineStyle: { color: "--line" } },
  };
  const THEME = {
    backgroundColor: "transparent",
    color: ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5"],
    textStyle: { color: "--ink-2", fontSize: 12, fontFamily: "--sans" },
    categoryAxis: { ...AXIS, splitLine: { show: false } },
    valueAxis: AXIS,
    legend: { textStyle: { color: "--ink-2" } },
    line: { lineStyle: { width: 2 }, symbol: "circle", symbolSize: 5 },
    bar: { barMaxWidth: 22, itemStyle: { borderRadius: 2 } },
    tooltip: {
      renderMode: "richText", confine: true, backgroundColor: "--raise", borderColor: "--line-2",
      textStyle: { color: "--ink", fontSize: 12 },
    },
  };

  function draw(chart) {
    const look = getComputedStyle(root);
    if (chart.drawn) chart.drawn.dispose();
    chart.drawn = window.echarts.init(chart.place, coloured(THEME, look));
    const motion = { animation: !calm.matches, animationDuration: 240, animationDurationUpdate: 240 };
    chart.drawn.setOption({ ...motion, ...coloured(chart.options, look) });
    partLabels(chart.drawn, chart.options);
    chart.drawn.on("click", ({ data }) => data && data.url && location.assign(data.url));
  }
  // Names at the ends of lines stand at least a line's height apart, in the order of the lines.
  function partLabels(drawn, { series }) {
    const ends = series.flatMap(({ data, endLabel }, seriesIndex) => {
      const last = endLabel && endLabel.show ? [...data.keys()].filter((at) => data[at] !== null).pop() : undefined;
      return last === undefined ? [] : [{ seriesIndex, y: drawn.convertToPixel({ seriesIndex }, [last, data[last]])[1] }];
    }).sort((one, other) => one.y - other.y);
    if (!ends.length) return;
    const places = [];
    ends.forEach(({ y }) => places.push(Math.max(y, places.length ? places[places.length - 1] + LINE : 0)));
    const moved = series.map(() => ({}));
    ends.forEach(({ seriesIndex, y }, at) => { moved[seriesIndex] = { endLabel: { offset: [0, places[at] - y] } }; });
    drawn.setOption({ series: moved });
  }
  async function begin(figure) {
    const chart = { place: figure.querySelector("[data-chart-place]") || figure };
    try {
      [chart.options] = await Promise.all([optionsOf(figure), fetchLibrary()]);
    } catch (error) {
      // The table says the same.
      figure.hidden = true;
      tableOf(figure, (table) => { table.open = true; });
      return;
    }
    charts.set(figure, chart);
    draw(chart);
    new ResizeObserver(() => {
      chart.drawn.resize();
      partLabels(chart.drawn, chart.options);
    }).observe(figure);
  }
  function tableOf(figure, run) {
    const table = document.getElementById(figure.dataset.table);
    if (table) run(table);
  }

  const seen = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
      seen.unobserve(entry.target);
      begin(entry.target);
    });
  }, { rootMargin: "200px" });
  function watch(part) {
    part.querySelectorAll("figure[data-chart]:not([data-watched])").forEach((figure) => {
      figure.dataset.watched = "";
      figure.hidden = false;
      tableOf(figure, (table) => { table.open = false; });
      seen.observe(figure);
    });
  }
  const drawAll = () => charts.forEach((chart, figure) => {
    if (figure.isConnected) return draw(chart);
    chart.drawn.dispose();
    charts.delete(figure);
  });

  watch(document);
  document.addEventListener("htmx:afterSwap", (event) => watch(event.target));
  new MutationObserver(drawAll).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  calm.addEventListener("change", drawAll);
})();
