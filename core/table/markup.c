/* markup.c - tables as Markdown and HTML, see write.h. */
#include "table/markup.h"

#include "base/utf8.h"

/* --- Markdown -------------------------------------------------------------------------------- */

static void add_markdown(bs_buffer *out, bs_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '|' || c == '\\' || c == '<' || c == '*' || c == '_' || c == '`')
            bs_buffer_add_char(out, '\\');
        bs_buffer_add_char(out, bs_ascii_is_space((unsigned char)c) ? ' ' : c);
    }
}

static void add_markdown_cell(const bs_layout *layout, size_t row, size_t column, bs_buffer *out)
{
    bs_str text = bs_table_text(layout->table, row, column);
    if (text.data)
        add_markdown(out, text);
    else
        bs_table_add_cell(layout->table, row, column, layout->decimals[column], out);
}

void bs_write_markdown(const bs_layout *layout, bs_buffer *out)
{
    const bs_table *table = layout->table;
    size_t columns = bs_table_column_count(table);
    for (size_t i = 0; i < columns; i++) {
        bs_buffer_add(out, BS_STR("| "));
        add_markdown(out, bs_table_column_name(table, i));
        bs_buffer_add_char(out, ' ');
    }
    bs_buffer_add(out, BS_STR("|\n"));
    for (size_t i = 0; i < columns; i++)
        bs_buffer_add(out, bs_column_is_numeric(table, i) ? BS_STR("| ---: ") : BS_STR("| --- "));
    bs_buffer_add(out, BS_STR("|\n"));
    for (size_t row = 0; row < bs_table_row_count(table); row++) {
        for (size_t i = 0; i < columns; i++) {
            bs_buffer_add(out, BS_STR("| "));
            add_markdown_cell(layout, row, i, out);
            bs_buffer_add_char(out, ' ');
        }
        bs_buffer_add(out, BS_STR("|\n"));
    }
}

/* --- HTML ------------------------------------------------------------------------------------ */

static void add_html(bs_buffer *out, bs_str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t point;
        size_t size = bs_utf8_decode(text, at, &point);
        bool is_control = point < 0x20 && point != '\t' && point != '\n';
        if (point == BS_UTF8_INVALID || is_control)
            bs_buffer_add(out, BS_STR("\xef\xbf\xbd"));
        else if (point == '&')
            bs_buffer_add(out, BS_STR("&amp;"));
        else if (point == '<')
            bs_buffer_add(out, BS_STR("&lt;"));
        else if (point == '>')
            bs_buffer_add(out, BS_STR("&gt;"));
        else if (point == '"')
            bs_buffer_add(out, BS_STR("&quot;"));
        else
            bs_buffer_add(out, bs_str_slice(text, at, at + size));
        at += size;
    }
}

static void add_html_tag(bs_buffer *out, const char *tag, bool is_numeric)
{
    bs_buffer_add_char(out, '<');
    bs_buffer_add(out, bs_str_from(tag));
    bs_buffer_add(out, is_numeric ? BS_STR(" class=\"number\">") : BS_STR(">"));
}

void bs_write_html(const bs_layout *layout, bs_buffer *out)
{
    const bs_table *table = layout->table;
    size_t columns = bs_table_column_count(table);
    bs_buffer_add(out, BS_STR("<table>\n<thead>\n<tr>"));
    for (size_t i = 0; i < columns; i++) {
        add_html_tag(out, "th", bs_column_is_numeric(table, i));
        add_html(out, bs_table_column_name(table, i));
        bs_buffer_add(out, BS_STR("</th>"));
    }
    bs_buffer_add(out, BS_STR("</tr>\n</thead>\n<tbody>\n"));
    for (size_t row = 0; row < bs_table_row_count(table); row++) {
        bs_buffer_add(out, BS_STR("<tr>"));
        for (size_t i = 0; i < columns; i++) {
            add_html_tag(out, "td", bs_column_is_numeric(table, i));
            bs_str text = bs_table_text(table, row, i);
            if (text.data)
                add_html(out, text);
            else
                bs_table_add_cell(table, row, i, layout->decimals[i], out);
            bs_buffer_add(out, BS_STR("</td>"));
        }
        bs_buffer_add(out, BS_STR("</tr>\n"));
    }
    bs_buffer_add(out, BS_STR("</tbody>\n</table>\n"));
}
