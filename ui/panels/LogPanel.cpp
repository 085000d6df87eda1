// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/LogPanel.h"

#include "core/support/Logging.h"
#include "ui/look/Icons.h"
#include "ui/widgets/FillingLayout.h"

#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>

#include <utility>

namespace bathyscope::ui {

namespace {

constexpr qreal textMargin = 10; // device-independent pixels

} // namespace

LogPanel::LogPanel(QWidget* parent)
    : QWidget(parent)
    , m_sink(std::make_shared<LogSink>())
    , m_level(new QComboBox)
    , m_text(new QPlainTextEdit(this))
{
    m_text->setReadOnly(true);
    m_text->setMaximumBlockCount(static_cast<int>(maxLines));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Log"));
    m_text->document()->setDocumentMargin(textMargin);
    m_text->setPlaceholderText(tr("What the program does is written here."));

    fillingLayout(this, {makeControls(), m_text}, m_text);

    m_sink->set_pattern("%H:%M:%S.%e  %-7l  %-12n  %v");
    connect(&m_sink->notifier(), &LogNotifier::linesWaiting, this, &LogPanel::takeLines,
            Qt::QueuedConnection);
    addLogSink(m_sink);
}

LogPanel::~LogPanel()
{
    removeLogSink(m_sink);
}

QWidget* LogPanel::makeControls()
{
    m_level->addItem(tr("Everything"), static_cast<int>(spdlog::level::trace));
    m_level->addItem(tr("Warnings and errors"), static_cast<int>(spdlog::level::warn));
    m_level->addItem(tr("Errors"), static_cast<int>(spdlog::level::err));
    m_level->setToolTip(
        tr("Warning: a result may differ from what was asked for. Error: something was lost."));
    m_level->setAccessibleName(tr("Level"));
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogPanel::showAll);

    auto* controls = new QWidget(this);
    auto* layout = new QHBoxLayout(controls);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->setSpacing(8);
    auto* label = new QLabel(tr("Sho&w:"), controls);
    label->setBuddy(m_level);
    layout->addWidget(label);
    layout->addWidget(m_level);
    layout->addStretch();
    const auto addButton = [&](const char* iconName, const QString& text, const QString& toolTip, auto slot) {
        auto* button = new QToolButton(controls);
        button->setIcon(icon(QString::fromLatin1(iconName)));
        button->setText(text);
        button->setToolTip(toolTip);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, slot);
        layout->addWidget(button);
    };
    addButton("copy", tr("Copy"), tr("Copies all lines that are shown."), &LogPanel::copyAll);
    addButton("close", tr("Clear"), tr("Empties this panel."), &LogPanel::clear);
    return controls;
}

void LogPanel::setLevel(spdlog::level::level_enum level)
{
    m_level->setCurrentIndex(m_level->findData(static_cast<int>(level)));
}

QString LogPanel::shownText() const
{
    return m_text->toPlainText();
}

spdlog::level::level_enum LogPanel::level() const
{
    return static_cast<spdlog::level::level_enum>(m_level->currentData().toInt());
}

void LogPanel::takeLines()
{
    for (LogLine& line : m_sink->take()) {
        if (line.level >= level()) {
            m_text->appendPlainText(line.text);
        }
        m_lines.push_back(std::move(line));
        if (m_lines.size() > maxLines) {
            m_lines.pop_front();
        }
    }
}

void LogPanel::showAll()
{
    QStringList texts;
    for (const LogLine& line : m_lines) {
        if (line.level >= level()) {
            texts << line.text;
        }
    }
    m_text->setPlainText(texts.join(u'\n'));
    m_text->moveCursor(QTextCursor::End);
}

void LogPanel::copyAll() const
{
    QGuiApplication::clipboard()->setText(shownText());
}

void LogPanel::clear()
{
    m_lines.clear();
    m_text->clear();
}

} // namespace bathyscope::ui
