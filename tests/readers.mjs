// Open the e-book in readers that are programs of the web: `make readers`, after `make book`.
//
// In each of them every document of the spine is shown. A picture, style or font that does not load is a fault, and
// so is a failed request, an error on the console, an element wider than a phone, and a contents, landmarks or page
// list that is not the one of nav.xhtml. Prints figures and faults; exits with 1 if there is a fault, with 3 where
// the readers or Chromium are missing.

import { createServer } from "node:http";
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const PHONE = { width: 360, height: 640 };
const TYPES = { ".js": "text/javascript", ".html": "text/html", ".epub": "application/epub+zip" };
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const RENDITION = "{ width: '100%', height: '100%', flow: 'scrolled-doc' }";
const LIKE_EPUB_JS = `
  const items = (list) => list.map((each) => [each.label.trim(), each.href, items(each.subitems ?? [])]);
  window.open_book = async () => {
    const book = ePub("/book.epub");
    const shown = book.renderTo("view", ${RENDITION});
    const nav = await book.loaded.navigation;
    const pages = (await book.loaded.pageList) ?? book.pageList;
    await book.ready;
    window.show = async (index) => {
      await shown.display(book.spine.get(index).href);
      return shown.getContents()[0].document;
    };
    return {
      spine: book.spine.length,
      toc: items(nav.toc),
      landmarks: nav.landmarks.map((each) => [each.label.trim(), each.href, []]),
      pages: (pages.pageList ?? pages).map((each) => [String(each.page), each.href ?? "", []]),
    };
  };`;
const LIKE_FOLIATE = `
  const items = (list) => (list ?? []).map((each) => [each.label.trim(), each.href, items(each.subitems)]);
  window.open_book = async () => {
    await import("/foliate-js/view.js");
    const view = document.createElement("foliate-view");
    document.getElementById("view").append(view);
    const data = await (await fetch("/book.epub")).blob();
    await view.open(new File([data], "book.epub", { type: data.type }));
    view.renderer.setAttribute("flow", "scrolled");
    const { book } = view;
    window.show = async (index) => {
      await view.goTo(index);
      return view.renderer.getContents()[0].doc;
    };
    return {
      spine: book.sections.length,
      toc: items(book.toc), landmarks: items(book.landmarks), pages: items(book.pageList),
    };
  };`;
const READERS = {
  "epub.js": `<script src="/jszip/dist/jszip.min.js"></script><script src="/epubjs/dist/epub.js"></script>
    <script>${LIKE_EPUB_JS}</script>`,
  "epub-ts": `<script src="/jszip/dist/jszip.min.js"></script><script src="/@likecoin/epub-ts/dist/epub.umd.js"></script>
    <script>${LIKE_EPUB_JS}</script>`,
  "foliate-js": `<script type="module">${LIKE_FOLIATE}</script>`,
};

/** Serve the readers' files, a page for each of them and the book. */
function serve(modules, book) {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const reader = READERS[name.slice(1)];
    const file = name === "/book.epub" ? book : path.join(modules, name);
    const found = reader || existsSync(file);
    response.writeHead(found || name === "/favicon.ico" ? 200 : 404, {
      "content-type": TYPES[reader ? ".html" : path.extname(file)] ?? "application/octet-stream",
    });
    if (reader) response.end(`<!DOCTYPE html><body><div id="view" style="height: 100vh"></div>${reader}</body>`);
    else response.end(existsSync(file) ? readFileSync(file) : "");
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Return what nav.xhtml lists: a line is its words, its address and the lines below it. */
function readNav(page, text) {
  return page.evaluate((source) => {
    const read = (list) =>
      [...(list?.children ?? [])].map((item) => {
        const link = item.querySelector(":scope > a");
        return [link.textContent, link.getAttribute("href"), read(item.querySelector(":scope > ol"))];
      });
    const navs = [...new DOMParser().parseFromString(source, "application/xhtml+xml").querySelectorAll("nav")];
    const find = (type) => navs.find((nav) => nav.getAttribute("epub:type") === type)?.querySelector("ol");
    return { toc: read(find("toc")), landmarks: read(find("landmarks")), pages: read(find("page-list")) };
  }, text);
}

/** Show one document; return its number of pictures, styles and fonts, and what is wrong with it. */
function inspect(page, index) {
  return page.evaluate(async (number) => {
    const shown = await window.show(number);
    await shown.fonts.ready;
    const images = [...shown.images];
    await Promise.all(images.map((image) => image.decode().catch(() => {})));
    const linked = shown.querySelectorAll("link[rel=stylesheet]").length;
    const styles = [...shown.styleSheets].filter((sheet) => sheet.cssRules.length > 0);
    const wide = [...shown.body.querySelectorAll("*:not(math *, svg *)")].filter(
      (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display.match(/block|table|list/),
    );
    return {
      pictures: images.length + shown.querySelectorAll("svg").length,
      styles: linked,
      fonts: shown.fonts.size,
      faults: [
        ...images.filter((image) => !image.naturalWidth).map((image) => `no picture ${image.getAttribute("src")}`),
        ...(styles.length < linked || !linked ? ["a style sheet is missing"] : []),
        ...[...shown.fonts].filter((font) => font.status === "error").map((font) => `no font ${font.family}`),
        ...wide.map((each) => `too wide: <${each.localName} class="${each.className}">`),
      ],
    };
  }, index);
}

/** Read the book in one reader; return its figures and faults. */
async function readBook(browser, address, reader, nav) {
  const page = await browser.newPage({ viewport: PHONE });
  const faults = [];
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
  await page.goto(address + encodeURIComponent(reader));
  const book = await page.evaluate(() => window.open_book());
  const plain = (lines) => JSON.stringify(lines).replaceAll(/EPUB\/|page-/g, "");
  const names = (lines) => JSON.stringify(lines.map(([words]) => words));
  const expected = await readNav(page, nav);
  for (const part of ["toc", "landmarks"])
    if (plain(book[part]) !== plain(expected[part])) faults.push(`${part} is not that of nav.xhtml`);
  if (names(book.pages) !== names(expected.pages)) faults.push("page list is not that of nav.xhtml");
  const sums = { pictures: 0, styles: 0, fonts: 0 };
  for (let index = 0; index < book.spine; index += 1) {
    const found = await inspect(page, index);
    for (const name of Object.keys(sums)) sums[name] += found[name];
    faults.push(...found.faults.map((fault) => `document ${index + 1}: ${fault}`));
  }
  await page.close();
  const lines = (list) => list.reduce((sum, [, , below]) => sum + 1 + lines(below), 0);
  const figures = { documents: book.spine, ...sums, contents: lines(book.toc), landmarks: book.landmarks.length };
  return { figures: { ...figures, pages: book.pages.length }, faults };
}

/** Return 0 if no reader had a fault, 1 if one had or there is no book, 3 where something is missing. */
async function main(modules, book) {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find((each) => existsSync(each));
  if (!executablePath || !existsSync(modules)) {
    console.error(`${executablePath ? modules : "Chromium"}: missing`);
    return 3;
  }
  if (!existsSync(book)) {
    console.error(`${book}: missing; run \`make book\` first`);
    return 1;
  }
  const require = createRequire(path.resolve(modules, "index.js"));
  const archive = await require("jszip").loadAsync(readFileSync(book));
  const nav = await archive.file("EPUB/nav.xhtml").async("string");
  const server = await serve(path.resolve(modules), book);
  const browser = await require("playwright-core").chromium.launch({ executablePath, args: ["--no-sandbox"] });
  let status = 0;
  for (const reader of Object.keys(READERS)) {
    const { figures, faults } = await readBook(browser, `http://127.0.0.1:${server.address().port}/`, reader, nav);
    const words = Object.entries(figures).map(([name, count]) => `${name} ${count}`);
    console.log([`${reader}: ${words.join(", ")}`, ...faults.map((fault) => `  ${fault}`)].join("\n"));
    status ||= faults.length ? 1 : 0;
  }
  await browser.close();
  server.close();
  return status;
}

process.exit(await main(process.argv[2], process.argv[3]));
