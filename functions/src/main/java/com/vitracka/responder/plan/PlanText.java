package com.vitracka.responder.plan;

import com.vitracka.responder.plan.YamlValue.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of a plan file: limited in size, UTF-8, and without characters that are not seen or turn
 * the direction of reading, so that a reviewer sees what is deployed.
 */
final class PlanText {
  static final int MAX_BYTES = 256 * 1024;

  private static final int BYTE_ORDER_MARK = 0xfeff;

  private PlanText() {}

  /**
   * Reads the file, and never more of it than a plan may have.
   *
   * @throws PlanException when it is not there, too large, or holds what does not belong there
   */
  static String read(Path path) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new PlanException(path + ": there is no such file; give the path of a plan", e);
    } catch (IOException e) {
      throw new PlanException(path + ": cannot be read: " + e.getMessage(), e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new PlanException(
          new Place(path.toString(), line(bytes, MAX_BYTES))
              + ": here the plan has more than the "
              + MAX_BYTES
              + " bytes that are read; move what is no plan elsewhere");
    }
    String text = decoded(bytes, path);
    check(text, new Place(path.toString(), 1));
    return text;
  }

  private static String decoded(byte[] bytes, Path path) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = utf8.decode(in, out, true);
    if (result.isError()) {
      throw new PlanException(
          new Place(path.toString(), line(bytes, in.position()))
              + ": this is no UTF-8 text; store the file as UTF-8");
    }
    return out.flip().toString();
  }

  /**
   * Looks through a text, or through what a text's escapes stand for.
   *
   * @param begin of the text
   * @throws PlanException when it holds what nobody sees
   */
  static void check(String text, Place begin) {
    int line = begin.line();
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      if (character == '\n') {
        line++;
      } else if (!isRead(character) && !(at == 0 && character == BYTE_ORDER_MARK)) {
        throw new PlanException(
            new Place(begin.file(), line)
                + ": here stands the character U+%04X, which nobody sees, or which turns the"
                    .formatted(character)
                + " direction of reading; remove it");
      }
      at += Character.charCount(character);
    }
  }

  /** Joiners are parts of words and pictures in some scripts; nothing else that is unseen is. */
  private static boolean isRead(int character) {
    return switch (character) {
      case '\t', '\r', 0x200c, 0x200d -> true;
      default -> Shown.isVisible(character);
    };
  }

  private static int line(byte[] bytes, int end) {
    int line = 1;
    for (int at = 0; at < end; at++) {
      if (bytes[at] == '\n') {
        line++;
      }
    }
    return line;
  }
}
