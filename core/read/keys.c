/* keys.c - see keys.h. */
#include "read/keys.h"

#include "base/str.h"

/* The plainest name of a key comes first: its place is its rank. */
static const struct name {
    const char *name;
    bs_key key;
} names[] = {
    {"text", BS_KEY_TEXT},
    {"body", BS_KEY_TEXT},
    {"article_text", BS_KEY_TEXT},
    {"article_body", BS_KEY_TEXT},
    {"articlebody", BS_KEY_TEXT},
    {"full_text", BS_KEY_TEXT},
    {"fulltext", BS_KEY_TEXT},
    {"content", BS_KEY_TEXT},
    {"contents", BS_KEY_TEXT},
    {"article", BS_KEY_TEXT},
    {"speech", BS_KEY_TEXT},
    {"transcript", BS_KEY_TEXT},
    {"story", BS_KEY_TEXT},
    {"maintext", BS_KEY_TEXT},
    {"body_text", BS_KEY_TEXT},
    {"plain_text", BS_KEY_TEXT},
    {"content_text", BS_KEY_TEXT},
    {"bodytext", BS_KEY_TEXT},
    {"texte", BS_KEY_TEXT},
    {"inhalt", BS_KEY_TEXT},
    {"volltext", BS_KEY_TEXT},
    {"contenido", BS_KEY_TEXT},
    {"cuerpo", BS_KEY_TEXT},
    {"testo", BS_KEY_TEXT},
    {"tekst", BS_KEY_TEXT},

    {"id", BS_KEY_ID},
    {"article_id", BS_KEY_ID},
    {"doc_id", BS_KEY_ID},
    {"document_id", BS_KEY_ID},
    {"uuid", BS_KEY_ID},
    {"guid", BS_KEY_ID},

    {"title", BS_KEY_TITLE},
    {"headline", BS_KEY_TITLE},
    {"article_title", BS_KEY_TITLE},
    {"titel", BS_KEY_TITLE},
    {"titre", BS_KEY_TITLE},
    {"titulo", BS_KEY_TITLE},
    {"titolo", BS_KEY_TITLE},
    {"webtitle", BS_KEY_TITLE},

    {"byline", BS_KEY_BYLINE},
    {"author", BS_KEY_BYLINE},
    {"authors", BS_KEY_BYLINE},
    {"by", BS_KEY_BYLINE},
    {"creator", BS_KEY_BYLINE},
    {"writer", BS_KEY_BYLINE},
    {"autor", BS_KEY_BYLINE},
    {"auteur", BS_KEY_BYLINE},
    {"autore", BS_KEY_BYLINE},
    {"speaker", BS_KEY_BYLINE},
    {"president", BS_KEY_BYLINE},

    {"outlet", BS_KEY_OUTLET},
    {"publication", BS_KEY_OUTLET},
    {"publisher", BS_KEY_OUTLET},
    {"newspaper", BS_KEY_OUTLET},
    {"source", BS_KEY_OUTLET},
    {"source_name", BS_KEY_OUTLET},
    {"site_name", BS_KEY_OUTLET},
    {"medium", BS_KEY_OUTLET},
    {"media_name", BS_KEY_OUTLET},
    {"journal", BS_KEY_OUTLET},
    {"zeitung", BS_KEY_OUTLET},
    {"quelle", BS_KEY_OUTLET},
    {"medio", BS_KEY_OUTLET},

    {"published", BS_KEY_DATE},
    {"date_published", BS_KEY_DATE},
    {"datepublished", BS_KEY_DATE},
    {"published_at", BS_KEY_DATE},
    {"publishedat", BS_KEY_DATE},
    {"published_date", BS_KEY_DATE},
    {"published_time", BS_KEY_DATE},
    {"publication_date", BS_KEY_DATE},
    {"publish_date", BS_KEY_DATE},
    {"date_publish", BS_KEY_DATE},
    {"pub_date", BS_KEY_DATE},
    {"pubdate", BS_KEY_DATE},
    {"publishdate", BS_KEY_DATE},
    {"date", BS_KEY_DATE},
    {"datetime", BS_KEY_DATE},
    {"timestamp", BS_KEY_DATE},
    {"day", BS_KEY_DATE},
    {"created_at", BS_KEY_DATE},
    {"datum", BS_KEY_DATE},
    {"fecha", BS_KEY_DATE},
    {"webpublicationdate", BS_KEY_DATE},
    {"year", BS_KEY_DATE},

    {"url", BS_KEY_URL},
    {"link", BS_KEY_URL},
    {"permalink", BS_KEY_URL},
    {"canonical", BS_KEY_URL},
    {"canonical_url", BS_KEY_URL},
    {"web_url", BS_KEY_URL},
    {"uri", BS_KEY_URL},
    {"source_url", BS_KEY_URL},
    {"href", BS_KEY_URL},
    {"weburl", BS_KEY_URL},

    {"language", BS_KEY_LANGUAGE},
    {"lang", BS_KEY_LANGUAGE},
    {"language_code", BS_KEY_LANGUAGE},

    {"crawled", BS_KEY_CRAWLED},
    {"date_crawled", BS_KEY_CRAWLED},
    {"date_download", BS_KEY_CRAWLED},
    {"retrieved", BS_KEY_CRAWLED},
    {"fetched_at", BS_KEY_CRAWLED},

    {"content_html", BS_KEY_HTML},
    {"body_html", BS_KEY_HTML},
    {"bodyhtml", BS_KEY_HTML},
    {"html", BS_KEY_HTML},
    {"raw_html", BS_KEY_HTML},
    {"page_html", BS_KEY_HTML},
};

static bool is_same(bs_str given, const char *name)
{
    for (size_t i = 0; i < given.size; i++) {
        char c = (char)bs_ascii_lower((unsigned char)given.data[i]);
        if (c == '-' || c == ' ')
            c = '_';
        if (c != name[i] || !c)
            return false;
    }
    return !name[given.size];
}

enum { NAME_BYTES_MAX = 24 }; /* no name is longer */

static size_t place_of(bs_str name)
{
    size_t count = sizeof names / sizeof *names;
    name = bs_str_trim(name);
    if (name.size > NAME_BYTES_MAX)
        return count; /* prose that was cut at its commas */
    for (size_t i = 0; i < count; i++)
        if (is_same(name, names[i].name))
            return i;
    return count;
}

bs_key bs_key_from(bs_str name)
{
    size_t place = place_of(name);
    return place < sizeof names / sizeof *names ? names[place].key : BS_KEY_NONE;
}

unsigned bs_key_rank(bs_str name)
{
    return (unsigned)place_of(name);
}

const char *bs_key_name(bs_key key)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].key == key)
            return names[i].name;
    return "";
}
