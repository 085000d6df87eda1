// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/HtmlWriter.h"

#include "ui/plots/XmlText.h"

#include <algorithm>
#include <array>

namespace bathyscope::ui {

namespace {

/// Within a line; after the others the page's source goes on in a new one.
constexpr std::array<std::string_view, 6> inlineTags {"a", "code", "small", "span", "strong", "th"};

} // namespace

HtmlWriter::HtmlWriter(QByteArray& page)
    : m_xml(&page)
{
}

QXmlStreamWriter& HtmlWriter::xml()
{
    return m_xml;
}

void HtmlWriter::begin(const QString& language)
{
    m_xml.writeDTD(QStringLiteral("<!DOCTYPE html>"));
    m_xml.writeCharacters(QStringLiteral("\n"));
    start("html",
          {{"xmlns", QStringLiteral("http://www.w3.org/1999/xhtml")},
           {"lang", language},
           {"xml:lang", language}});
}

void HtmlWriter::writeStart(const char* tag, Attributes attributes, bool isVoid)
{
    const QString name = QString::fromLatin1(tag);
    if (isVoid) {
        m_xml.writeEmptyElement(name);
    } else {
        m_xml.writeStartElement(name);
    }
    for (const auto& [attribute, value] : attributes) {
        m_xml.writeAttribute(QString::fromLatin1(attribute), xmlText(value));
    }
    m_xml.writeCharacters(QString()); // so that an empty element keeps its end tag, which HTML wants
}

void HtmlWriter::start(const char* tag, Attributes attributes)
{
    writeStart(tag, attributes, false);
    m_open.emplace_back(tag);
}

void HtmlWriter::end()
{
    const std::string_view tag = m_open.back();
    m_open.pop_back();
    m_xml.writeEndElement();
    if (std::ranges::find(inlineTags, tag) == inlineTags.end()) {
        m_xml.writeCharacters(QStringLiteral("\n"));
    }
}

void HtmlWriter::text(const QString& text)
{
    m_xml.writeCharacters(xmlText(text));
}

void HtmlWriter::element(const char* tag, const QString& text, Attributes attributes)
{
    start(tag, attributes);
    this->text(text);
    end();
}

void HtmlWriter::voidElement(const char* tag, Attributes attributes)
{
    writeStart(tag, attributes, true);
    m_xml.writeCharacters(QStringLiteral("\n"));
}

} // namespace bathyscope::ui
