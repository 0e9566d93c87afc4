package com.vitracka.responder.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxPageTest {
  private static final Instant AT = Instant.parse("2026-02-08T14:30:00Z");

  @Test
  void what_others_wrote_into_a_mail_stays_text_and_runs_nothing() {
    Inbox inbox =
        new Inbox(
            List.of(
                new Inbox.Mail(
                    AT,
                    "responder@vitracka.com",
                    "cto@vitracka.com",
                    "<b>P1</b>",
                    "text",
                    "<p title=\"x\"><script>alert(1)</script></p>")));

    String page = InboxPage.of(inbox);

    assertThat(page)
        .contains("<iframe sandbox title=\"&lt;b&gt;P1&lt;/b&gt;\"")
        .contains("srcdoc=\"&lt;p title=&quot;x&quot;&gt;&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void the_newest_message_comes_first() {
    Inbox inbox =
        new Inbox(
            List.of(
                new Inbox.Sms(AT, "+442079460001", "first"),
                new Inbox.Sms(AT.plusSeconds(1), "+442079460001", "second")));

    assertThat(InboxPage.of(inbox)).containsSubsequence("second", "first");
  }
}
