"use strict";
// Renders one docx for each line that it reads: node peers.js ENGINE TEMPLATE DATA OUTPUT
const fs = require("node:fs");
const readline = require("node:readline");
const { promisify } = require("node:util");

const [engine, template, dataFile, output] = process.argv.slice(2);
const data = JSON.parse(fs.readFileSync(dataFile, "utf8"));
const bytes = fs.readFileSync(template);

const engines = {
  carbone() {
    const render = promisify(require("carbone").render);
    return () => render(template, data);
  },
  docxtemplater() {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return () => {
      const paper = new Docxtemplater(new PizZip(bytes), { paragraphLoop: true });
      paper.render(data);
      return paper.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x"() {
    const { TemplateHandler } = require("easy-template-x");
    const handler = new TemplateHandler();
    return () => handler.process(bytes, data);
  },
};

(async () => {
  const render = engines[engine]();
  fs.writeFileSync(output, await render());
  for await (const _ of readline.createInterface({ input: process.stdin })) {
    await render();
    process.stdout.write("\n");
  }
})();
