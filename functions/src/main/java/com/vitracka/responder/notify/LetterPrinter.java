package com.vitracka.responder.notify;

import com.vitracka.responder.templates.html.JteletterGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/** Prints letters through the templates, which are compiled with the code. */
final class LetterPrinter {
  private LetterPrinter() {}

  static String text(Letter letter) {
    StringOutput output = new StringOutput();
    com.vitracka.responder.templates.text.JteletterGenerated.render(output, null, letter);
    return output.toString().strip() + "\n";
  }

  static String html(Letter letter) {
    StringOutput output = new StringOutput();
    JteletterGenerated.render(new OwaspHtmlTemplateOutput(output), null, letter);
    return output.toString();
  }
}
