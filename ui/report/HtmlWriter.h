// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QXmlStreamWriter>

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace bathyscope::ui {

/// Writes a page that is HTML and well-formed XML at once (polyglot markup), so that browsers show it and
/// strict tools read it. Everything that is given as text is escaped; what XML cannot hold, and what would
/// turn the direction of the text that follows, becomes U+FFFD.
class HtmlWriter
{
public:
    using Attributes = std::initializer_list<std::pair<const char*, QString>>;

    explicit HtmlWriter(QByteArray& page);

    void begin(const QString& language); ///< down to <html>
    void start(const char* tag, Attributes attributes = {});
    void end(); ///< of what was started last
    void text(const QString& text);
    void element(const char* tag, const QString& text, Attributes attributes = {});
    void voidElement(const char* tag, Attributes attributes); ///< meta, link: never has an end
    [[nodiscard]] QXmlStreamWriter& xml(); ///< for drawings

private:
    void writeStart(const char* tag, Attributes attributes, bool isVoid);

    QXmlStreamWriter m_xml;
    std::vector<std::string_view> m_open;
};

} // namespace bathyscope::ui
