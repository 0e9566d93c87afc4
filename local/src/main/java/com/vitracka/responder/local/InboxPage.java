package com.vitracka.responder.local;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The inbox as one HTML page that needs nothing else.
 *
 * <p>A mail is shown in a sandboxed frame without scripts, as a mail program would: what stands in
 * it comes from alarms that others write.
 */
final class InboxPage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Inbox of the local AWS</title>
      <style>
      :root { color-scheme: light; }
      * { box-sizing: border-box; }
      body { margin: 0; padding: 16px; background: #f2f4f6; color: #1b2733;
        font: 16px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
      main { max-width: 1180px; margin: 0 auto; }
      h1 { font-size: 22px; margin: 0 0 4px; }
      .note { color: #52606d; margin: 0 0 16px; }
      article { background: #fff; border: 1px solid #d5dbe1; border-radius: 8px; margin: 0 0 16px;
        overflow: hidden; }
      header { padding: 12px 16px; border-bottom: 1px solid #e4e8ec; }
      h2 { font-size: 17px; margin: 2px 0; }
      .meta { color: #52606d; font-size: 14px; margin: 0; }
      .kind { display: inline-block; min-width: 44px; padding: 0 6px; border-radius: 4px;
        background: #22507a; color: #fff; font-size: 13px; text-align: center; }
      iframe { display: block; width: 100%; height: 560px; border: 0; background: #fff; }
      pre { margin: 0; padding: 12px 16px; white-space: pre-wrap; font: 14px/1.5 ui-monospace,
        monospace; }
      summary { padding: 10px 16px; cursor: pointer; border-top: 1px solid #e4e8ec; }
      @media (max-width: 480px) { body { padding: 8px; } header, pre, summary {
        padding-left: 12px; padding-right: 12px; } }
      </style>
      </head>
      <body>
      <main>
      """;

  private InboxPage() {}

  static String of(Inbox inbox) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<h1>Inbox of the local AWS</h1>\n<p class=\"note\">")
        .append(inbox.items().size())
        .append(" messages, newest first. Nothing of it left this machine.</p>\n");
    inbox.items().reversed().forEach(item -> append(page, item));
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static void append(StringBuilder page, Inbox.Item item) {
    page.append("<article>\n<header>\n<p class=\"meta\"><span class=\"kind\">")
        .append(item.kind())
        .append("</span> ")
        .append(TIME.format(item.at()))
        .append(" &rarr; ")
        .append(escape(item.to()))
        .append("</p>\n");
    switch (item) {
      case Inbox.Mail mail -> {
        page.append("<h2>").append(escape(mail.subject())).append("</h2>\n<p class=\"meta\">from ");
        page.append(escape(mail.from())).append("</p>\n</header>\n");
        if (!mail.html().isEmpty()) {
          page.append("<iframe sandbox title=\"")
              .append(escape(mail.subject()))
              .append("\" srcdoc=\"")
              .append(escape(mail.html()))
              .append("\"></iframe>\n<details><summary>Text part</summary><pre>")
              .append(escape(mail.text()))
              .append("</pre></details>\n");
        } else {
          page.append("<pre>").append(escape(mail.text())).append("</pre>\n");
        }
      }
      case Inbox.Sms sms ->
          page.append("</header>\n<pre>").append(escape(sms.text())).append("</pre>\n");
      case Inbox.TopicMessage message ->
          page.append("<h2>")
              .append(escape(message.subject()))
              .append("</h2>\n<p class=\"meta\">")
              .append(escape(message.topic()))
              .append("</p>\n</header>\n<pre>")
              .append(escape(message.text()))
              .append("</pre>\n");
    }
    page.append("</article>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
