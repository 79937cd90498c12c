package io.plash.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/** Reads the head of an answer: the status line and the header fields, up to the empty line behind them. */
final class HeadParser extends DefaultHttpResponseParser {
  private boolean inFields;

  /** Reads heads that keep within {@code limits}. */
  HeadParser(Http1Config limits) {
    super(limits);
  }

  @Override
  protected ClassicHttpResponse createMessage(CharArrayBuffer statusLine) throws IOException {
    try {
      ClassicHttpResponse response = super.createMessage(statusLine);
      inFields = true;
      return response;
    } catch (HttpException e) {
      throw AnswerException.foreign();
    }
  }

  // The library would take a head that is cut for a whole one.
  @Override
  public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException {
    inFields = false;
    try {
      return withOneLength(super.parse(buffer, new UnendedInput(in, buffer.length() > 0)));
    } catch (MessageConstraintException e) {
      throw AnswerException.malformed(
          inFields ? "header fields of its answer are too many or too long" : "a line of its answer is too long");
    } catch (HttpException e) {
      throw AnswerException.malformed("header fields of its answer are malformed");
    }
  }

  // A length that is told twice is one length (RFC 9110, 8.6). The library refuses it, as it does two lengths.
  private static ClassicHttpResponse withOneLength(ClassicHttpResponse response) {
    Header[] lengths = response.getHeaders(HttpHeaders.CONTENT_LENGTH);
    if (lengths.length > 1 && Arrays.stream(lengths).map(Header::getValue).distinct().count() == 1) {
      response.removeHeaders(HttpHeaders.CONTENT_LENGTH);
      response.addHeader(lengths[0]);
    }
    return response;
  }
}
