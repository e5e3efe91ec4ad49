/* http.c - see http.h. */
#include "read/http.h"

#include <brotli/decode.h>
#include <zlib.h>

#include "base/error.h"

enum { STEP_BYTES = 64 * 1024, ENCODINGS_MAX = 4 };

/* --- Headers ---------------------------------------------------------------------------------- */

static bs_str next_line(bs_str *rest)
{
    const char *end = rest->size > 0 ? memchr(rest->data, '\n', rest->size) : NULL;
    size_t size = end ? (size_t)(end - rest->data) : rest->size;
    bs_str line = bs_str_slice(*rest, 0, size);
    *rest = bs_str_slice(*rest, end ? size + 1 : size, rest->size);
    while (line.size > 0 && line.data[line.size - 1] == '\r')
        line.size--;
    return line;
}

bs_str bs_http_header(bs_str head, const char *name)
{
    bs_str wanted = bs_str_from(name);
    while (head.size > 0) {
        bs_str line = next_line(&head);
        size_t colon = bs_str_find(line, BS_STR(":"), 0);
        if (colon != SIZE_MAX &&
            bs_str_equal_nocase(bs_str_trim(bs_str_slice(line, 0, colon)), wanted))
            return bs_str_trim(bs_str_slice(line, colon + 1, line.size));
    }
    return (bs_str){NULL, 0};
}

void bs_http_content_type(bs_str value, bs_str *type, bs_str *charset)
{
    *type = *charset = (bs_str){NULL, 0};
    bs_str rest = value, part;
    if (!value.data || !bs_str_cut(&rest, ';', &part))
        return;
    part = bs_str_trim(part);
    if (part.size > 0)
        *type = part;
    while (bs_str_cut(&rest, ';', &part)) {
        part = bs_str_trim(part);
        if (part.size <= 8 || !bs_str_equal_nocase(bs_str_slice(part, 0, 8), BS_STR("charset=")))
            continue;
        part = bs_str_trim(bs_str_slice(part, 8, part.size));
        while (part.size > 0 && strchr("\"'", part.data[0]))
            part = bs_str_slice(part, 1, part.size);
        while (part.size > 0 && strchr("\"'", part.data[part.size - 1]))
            part.size--;
        if (part.size > 0)
            *charset = part;
    }
}

bool bs_http_head_read(bs_str response, bs_http_head *head)
{
    *head = (bs_http_head){0};
    if (!bs_str_starts(response, BS_STR("HTTP/")))
        return false;
    bs_str rest = response;
    bs_str line = next_line(&rest), version;
    /* "HTTP/1.1 200 OK", or without any words behind the number. */
    bs_str words = line;
    bs_str_cut(&words, ' ', &version);
    words = bs_str_trim(words);
    size_t digits = 0;
    while (digits < words.size && digits < 4 &&
           bs_ascii_is_digit((unsigned char)words.data[digits]))
        head->status = head->status * 10 + (unsigned)(words.data[digits++] - '0');
    if (digits != 3)
        return false;
    const char *start = rest.data;
    while (rest.size > 0) {
        line = next_line(&rest);
        if (line.size == 0)
            break;
        head->head = (bs_str){start, (size_t)(line.data + line.size - start)};
    }
    head->size = response.size - rest.size;
    bs_http_content_type(bs_http_header(head->head, "content-type"), &head->type, &head->charset);
    return true;
}

/* --- Bodies ----------------------------------------------------------------------------------- */

static bs_status too_large(size_t size_max, bs_error *error)
{
    return bs_fail(error, BS_BAD_DATA, "over %zu bytes, the most that is read of one page",
                   size_max);
}

/* "1a3;name=value": the size of the next chunk. */
static bool chunk_size(bs_str line, size_t *size)
{
    size_t digits = 0;
    line = bs_str_trim(line);
    *size = 0;
    for (; digits < line.size; digits++) {
        unsigned char c = bs_ascii_lower((unsigned char)line.data[digits]);
        if (!bs_ascii_is_digit(c) && !(c >= 'a' && c <= 'f'))
            break;
        if (*size >> (sizeof *size * 8 - 8))
            return false;
        *size = *size * 16 + (size_t)(bs_ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return digits > 0 && (digits == line.size || line.data[digits] == ';' ||
                          bs_ascii_is_space((unsigned char)line.data[digits]));
}

/* Undoes the chunks. A body that does not begin with one is not chunked. */
static void unchunk(bs_str body, bs_buffer *out, const char **problem)
{
    bs_str rest = body;
    size_t size;
    for (bool is_first = true;; is_first = false) {
        bs_str line = next_line(&rest);
        if (!chunk_size(line, &size)) {
            if (is_first)
                bs_buffer_add(out, body);
            else
                *problem = "a chunk of the transfer encoding has no valid size";
            return;
        }
        if (size == 0)
            return;
        if (size > rest.size) {
            if (is_first) { /* a number on the first line of a body that is not chunked */
                bs_buffer_add(out, body);
                return;
            }
            bs_buffer_add(out, rest);
            *problem = "the last chunk of the transfer encoding breaks off";
            return;
        }
        bs_buffer_add(out, bs_str_slice(rest, 0, size));
        rest = bs_str_slice(rest, size, rest.size);
        bs_str gap = next_line(&rest);
        if (gap.size > 0) {
            *problem = "a chunk of the transfer encoding has another size than it says";
            return;
        }
        if (rest.size == 0) {
            *problem = "the transfer encoding has no last chunk";
            return;
        }
    }
}

static bs_status inflate_body(bs_str body, int window_bits, size_t size_max, bs_buffer *out,
                              const char **problem, bs_error *error)
{
    z_stream inflater = {0};
    bs_buffer packed = {0}; /* zlib's input is not const */
    bs_buffer_add(&packed, body);
    if (packed.failed || inflateInit2(&inflater, window_bits) != Z_OK) {
        bs_buffer_clear(&packed);
        return bs_fail_memory(error);
    }
    inflater.next_in = (unsigned char *)packed.data;
    inflater.avail_in = (unsigned)packed.size;
    bs_status status = BS_OK;
    for (int result = Z_OK; result == Z_OK && status == BS_OK;) {
        char *room = bs_buffer_room(out, STEP_BYTES);
        if (!room) {
            status = bs_fail_memory(error);
            break;
        }
        inflater.next_out = (unsigned char *)room;
        inflater.avail_out = STEP_BYTES;
        result = inflate(&inflater, Z_NO_FLUSH);
        out->size += STEP_BYTES - inflater.avail_out;
        if (out->size > size_max)
            status = too_large(size_max, error);
        else if (result == Z_MEM_ERROR)
            status = bs_fail_memory(error);
        else if (result == Z_BUF_ERROR ||
                 (result == Z_OK && inflater.avail_in == 0 && inflater.avail_out > 0))
            *problem = "the compressed body breaks off", result = Z_BUF_ERROR;
        else if (result != Z_OK && result != Z_STREAM_END)
            *problem = "the compressed body is damaged";
    }
    inflateEnd(&inflater);
    bs_buffer_clear(&packed);
    return status;
}

static bs_status unbrotli(bs_str body, size_t size_max, bs_buffer *out, const char **problem,
                          bs_error *error)
{
    BrotliDecoderState *decoder = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!decoder)
        return bs_fail_memory(error);
    const uint8_t *in = (const uint8_t *)body.data;
    size_t in_size = body.size;
    bs_status status = BS_OK;
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && status == BS_OK) {
        uint8_t *room = (uint8_t *)bs_buffer_room(out, STEP_BYTES);
        size_t room_size = STEP_BYTES;
        if (!room) {
            status = bs_fail_memory(error);
            break;
        }
        result = BrotliDecoderDecompressStream(decoder, &in_size, &in, &room_size, &room, NULL);
        out->size += STEP_BYTES - room_size;
        if (out->size > size_max)
            status = too_large(size_max, error);
    }
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
        *problem = "the compressed body breaks off";
    else if (result == BROTLI_DECODER_RESULT_ERROR)
        *problem = "the compressed body is damaged";
    BrotliDecoderDestroyInstance(decoder);
    return status;
}

/* Text that crawlers have decoded already is told by its first bytes. */
static bool looks_decoded(bs_str body)
{
    size_t controls = 0, size = body.size < 64 ? body.size : 64;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)body.data[i];
        controls += (c < ' ' && !bs_ascii_is_space(c)) || c == 0x7f;
    }
    return controls == 0;
}

static bs_status undo(bs_str encoding, bs_str body, size_t size_max, bs_buffer *out,
                      const char **problem, bs_error *error)
{
    bool is_gzip = body.size >= 2 && memcmp(body.data, "\x1f\x8b", 2) == 0;
    if (bs_str_equal_nocase(encoding, BS_STR("gzip")) ||
        bs_str_equal_nocase(encoding, BS_STR("x-gzip"))) {
        if (is_gzip)
            return inflate_body(body, 15 + 16, size_max, out, problem, error);
    } else if (bs_str_equal_nocase(encoding, BS_STR("deflate"))) {
        /* With the head of zlib, or without: servers do both. */
        bool has_head = body.size >= 2 && (body.data[0] & 0x0f) == 8 &&
                        ((unsigned char)body.data[0] * 256 + (unsigned char)body.data[1]) % 31 == 0;
        if (is_gzip || !looks_decoded(body) || has_head)
            return inflate_body(body,
                                is_gzip    ? 15 + 16
                                : has_head ? 15
                                           : -15,
                                size_max, out, problem, error);
    } else if (bs_str_equal_nocase(encoding, BS_STR("br"))) {
        if (!looks_decoded(body))
            return unbrotli(body, size_max, out, problem, error);
    } else if (encoding.size > 0 && !bs_str_equal_nocase(encoding, BS_STR("identity")) &&
               !looks_decoded(body)) {
        *problem = "the body is in an encoding that is not known";
        return BS_OK;
    }
    bs_buffer_add(out, body);
    return out->failed ? bs_fail_memory(error) : BS_OK;
}

/* What a value of Content-Encoding names, the last first: in the order in which they are undone. */
static size_t split_encodings(bs_str value, bs_str *encodings)
{
    size_t count = 0;
    bs_str rest = value, part;
    while (value.data && count < ENCODINGS_MAX && bs_str_cut(&rest, ',', &part))
        encodings[count++] = bs_str_trim(part);
    for (size_t i = 0; i < count / 2; i++) {
        bs_str kept = encodings[i];
        encodings[i] = encodings[count - 1 - i];
        encodings[count - 1 - i] = kept;
    }
    return count;
}

bs_status bs_http_body(const bs_http_head *head, bs_str body, size_t size_max, bs_buffer *out,
                       const char **problem, bs_error *error)
{
    bs_buffer whole = {0};
    bs_str encodings[ENCODINGS_MAX];
    bs_str transfer = bs_http_header(head->head, "transfer-encoding");
    size_t count = split_encodings(bs_http_header(head->head, "content-encoding"), encodings);
    bool is_chunked = transfer.data && bs_str_ends(transfer, BS_STR("chunked"));
    int64_t stated;
    *problem = NULL;
    if (is_chunked)
        unchunk(body, &whole, problem);
    else
        bs_buffer_add(&whole, body);
    if (!is_chunked && count == 0 &&
        bs_str_integer(bs_http_header(head->head, "content-length"), &stated) && stated > 0 &&
        (uint64_t)stated > body.size)
        *problem = "the body is shorter than its header says";
    bs_status status = whole.failed ? bs_fail_memory(error) : BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bs_buffer undone = {0};
        status = undo(encodings[i], bs_buffer_str(&whole), size_max, &undone, problem, error);
        bs_buffer_clear(&whole);
        whole = undone;
    }
    if (status == BS_OK && whole.size > size_max)
        status = too_large(size_max, error);
    if (status == BS_OK)
        bs_buffer_add(out, bs_buffer_str(&whole));
    if (status == BS_OK && out->failed)
        status = bs_fail_memory(error);
    bs_buffer_clear(&whole);
    return status;
}
