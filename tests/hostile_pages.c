/* hostile_pages.c - see hostile_pages.h. */
#include "hostile_pages.h"

#define LD "<html><script type='application/ld+json'>"
#define TEXT "The ministers met for three hours, and agreed on little. "

const bs_hostile_page bs_hostile_pages[] = {
    {"nested blocks", "<html>", "<div>", ""},
    {"nested blocks with text", "<html>", "<div>" TEXT, ""},
    {"nested and closed", "<html>", "<div><div><div>x</div></div>", ""},
    {"nested inline elements", "<html>", "<b>", ""},
    {"nested links", "<html>", "<a><b>", ""},
    {"nested custom elements", "<html>", "<x-a#>", ""},
    {"nested quotations", "<html>", "<blockquote>x", ""},
    {"nested lists", "<html>", "<ul><li>x", ""},
    {"nested tables", "<html>", "<td><table>", ""},
    {"items that hold blocks", "<html>", "<li><div><p>x", ""},
    {"misnested", "<html>", "<p><b></p><i></b>x", ""},
    {"stray ends", "<html>", "</p>", ""},
    {"stray ends of nothing known", "<html>", "</x>", ""},
    {"tiny paragraphs", "<html>", "<p>x", ""},
    {"paragraphs", "<html>", "<p>" TEXT "</p>", ""},
    {"one paragraph", "<html><p>", TEXT, "</p>"},
    {"one paragraph of breaks", "<html><p>", "word<br>", "</p>"},
    {"figures and blanks", "<html><p>", "9 July 2024 ", "</p>"},
    {"commas", "<html><p>", ",", "</p>"},
    {"blanks", "<html><p>", " \n", "</p>"},
    {"East Asian", "<html><p>", "\xe6\x97\xa5\xe6\x9c\xac\xe3\x80\x81", "</p>"},
    {"rows of a table", "<html><table>", "<tr><td>#</td><td>x</td></tr>", "</table>"},
    {"one row of a table", "<html><table><tr>", "<td>x", "</table>"},
    {"list of links", "<html><ul>", "<li><a href=/#>word word</a></li>", "</ul>"},
    {"cards", "<html>", "<div class=x><h3><a href=/>y z</a></h3></div>", ""},
    {"headings", "<html>", "<h2>A heading</h2>", ""},
    {"pull quotes", "<html>", "<div class=pullquote>What number # said.</div>", ""},
    {"fields for an address", "<html>", "<div><input type=email>x</div>", ""},
    {"articles that follow", "<html><title>Number 1</title>",
     "<div class=story><h1>Number #</h1><div class=byline>By Jane Roe</div>" TEXT "</div>", ""},
    {"headlines", "<html>", "<h1>A heading</h1>", ""},
    {"figures", "<html>", "<figure><figcaption>Photo: x</figcaption></figure>", ""},
    {"days", "<html>", "<p>9 July 2024</p>", ""},
    {"times", "<html>", "<time datetime=2024-07-09>9 July 2024</time>", ""},
    {"authors", "<html>", "<span class=author>x", ""},
    {"bylines", "<html>", "<p>By Jane Roe#</p>", ""},
    {"classes", "<html>", "<p class='a# b share'>x</p>", ""},
    {"one class", "<html><p class='", "a# ", "'>x"},
    {"one id", "<html><p id='", "aB", "'>x"},
    {"one style", "<html><p style='", "display", "'>x"},
    {"one address of slashes", "<html><p><a href='", "/a", "'>x"},
    {"one property", "<html><p itemprop='", "a ", "'>x"},
    {"attributes", "<html><p", " a#=1", ">x"},
    {"attributes in quotation marks", "<html><p", " data-a=\"1\"", ">x"},
    {"attributes without values", "<html><p", " x", ">x"},
    {"slashes in a tag", "<html><p", "/", ">x"},
    {"one name", "<html><", "x", ">x"},
    {"names never closed", "<html>", "<div ", ""},
    {"marks never closed", "<html>", "<a \"='", ""},
    {"quotations never closed", "<html>", "<a href='", ""},
    {"open angle brackets", "<html>", "<", ""},
    {"open angle brackets and blanks", "<html>", "< ", ""},
    {"comments never closed", "<html>", "<!--", ""},
    {"comments", "<html>", "<!---->", ""},
    {"declarations", "<html>", "<!x>", ""},
    {"scripts never closed", "<html>", "<script>", ""},
    {"scripts cut off", "<html>", "<script", ""},
    {"scripts", "<html>", "<script>x</script>", ""},
    {"near ends of a script", "<html><script>", "</scrip ", ""},
    {"titles never closed", "<html>", "<title>", ""},
    {"raw elements never closed", "<html>", "<style><textarea><iframe><noscript>", ""},
    {"bars in the title", "<html><title>", "a - ", "</title>"},
    {"references", "<html><p>", "&amp;", ""},
    {"references of blanks", "<html><p>", "&nbsp;", ""},
    {"references that are none", "<html><p>", "&nosuchname;", ""},
    {"references without an end", "<html><p>", "&notit", ""},
    {"numeric references", "<html><p>", "&#8217;", ""},
    {"numeric references cut off", "<html><p>", "&#", ""},
    {"metas", "<html>", "<meta name=author content='Jane Roe#'>", ""},
    {"metas of nothing known", "<html>", "<meta property=\"og:image:#\" content=\"x\">", ""},
    {"metas that are empty", "<html>", "<meta>", ""},
    {"links of the head", "<html>", "<link rel=canonical href=/#>", ""},
    {"JSON-LD authors", LD "{\"@type\":\"NewsArticle\",\"author\":[", "{\"name\":\"A#\"},",
     "]}</script>"},
    {"JSON-LD articles", LD "[", "{\"@type\":\"NewsArticle\",\"headline\":\"A#\"},", "]</script>"},
    {"JSON-LD quotation marks", LD "{\"headline\":", "\"", "</script>"},
    {"JSON-LD escapes", LD "{\"headline\":\"", "\\\"", "\"}</script>"},
    {"JSON-LD nested", LD, "[", "</script>"},
    {"JSON-LD nested objects", LD, "{\"author\":", "</script>"},
    {"JSON-LD blanks", LD "{\"a\":\"", "\"  ", "</script>"},
    {"JSON-LD body", LD "{\"@type\":\"NewsArticle\",\"articleBody\":\"", TEXT, "\"}</script>"},
    {"JSON-LD scripts", "", LD "{\"@type\":\"NewsArticle\"}</script>", ""},
};

const size_t bs_hostile_page_count = sizeof bs_hostile_pages / sizeof *bs_hostile_pages;

void bs_hostile_page_make(const bs_hostile_page *page, size_t size, bs_buffer *html)
{
    bs_buffer_add(html, bs_str_from(page->start));
    const char *number = strchr(page->piece, '#');
    if (number && number > page->piece && number[-1] == '&')
        number = NULL;
    for (unsigned i = 0; html->size + strlen(page->end) < size && !html->failed; i++) {
        if (number)
            bs_buffer_print(html, "%.*s%u%s", (int)(number - page->piece), page->piece, i,
                            number + 1);
        else
            bs_buffer_add(html, bs_str_from(page->piece));
    }
    bs_buffer_add(html, bs_str_from(page->end));
}
