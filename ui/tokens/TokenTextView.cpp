// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/TokenTextView.h"

#include "ui/look/Icons.h"
#include "ui/tokens/ColorScaleBar.h"
#include "ui/tokens/TokenReading.h"
#include "ui/tokens/TokenTextArea.h"
#include "ui/widgets/ControlBar.h"
#include "ui/widgets/FillingLayout.h"
#include "ui/widgets/ReadOut.h"
#include "ui/words/NumberText.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace bathyscope::ui {

TokenTextView::TokenTextView(QWidget* parent)
    : QWidget(parent)
    , m_bar(new ControlBar)
    , m_words(new QLineEdit)
    , m_noMatch(new QLabel)
    , m_scale(new ColorScaleBar)
    , m_area(new TokenTextArea)
    , m_readOut(new ReadOut)
    , m_search([this](const std::optional<FoundText>& found) { showFound(found); },
               [](const RunFailure& /*failure*/) {}) // looking at bytes fails in no way
{
    m_readOut->setAccessibleName(tr("The token under the pointer, or the selected one"));
    QVBoxLayout* layout = fillingLayout(this);
    makeBar();
    layout->addWidget(m_bar);
    layout->addWidget(m_area, 1);
    layout->addWidget(m_readOut);
    setFocusProxy(m_area);
    connect(m_area, &TokenTextArea::tokenHovered, this, &TokenTextView::readOut);
    connect(m_area, &TokenTextArea::fillsRestyled, this, [this] { m_scale->setFills(m_area->fills()); });
    connect(m_area, &TokenTextArea::tokenSelected, this, [this](std::size_t token, bool isStep) {
        forgetFound();
        readOut(std::nullopt);
        emit tokenSelected(token, isStep);
    });
    setTokens(nullptr);
}

TokenTextView::~TokenTextView() = default;

void TokenTextView::makeBar()
{
    m_words->setClearButtonEnabled(true);
    m_words->setPlaceholderText(tr("Words in the text"));
    m_bar->addControl(tr("Fi&nd:"), *m_words,
                      tr("Upper and lower case alike. Ctrl+F comes here, Enter goes on."));
    const auto addStep = [&](const char* iconName, const QString& name, const QString& toolTip,
                             SearchDirection direction) {
        auto* button = new QToolButton;
        button->setIcon(icon(QString::fromLatin1(iconName)));
        button->setAccessibleName(name);
        button->setFocusPolicy(Qt::StrongFocus);
        m_bar->addButton(*button, toolTip);
        connect(button, &QToolButton::clicked, this, [this, direction] { find(m_words->text(), direction); });
    };
    addStep("up", tr("Find previous"), tr("The place before (Shift+F3)"), SearchDirection::Backward);
    addStep("down", tr("Find next"), tr("The next place (F3)"), SearchDirection::Forward);
    m_noMatch->setText(tr("Not in this text"));
    m_noMatch->setProperty("role", QStringLiteral("secondary"));
    m_bar->layout()->addWidget(m_noMatch);
    m_bar->layout()->addWidget(m_scale);
    m_noMatch->hide();
    m_scale->hide();
    connect(m_words, &QLineEdit::textEdited, this, [this] {
        const auto selected = m_area->selectedToken(); // what has been found goes on matching, or not
        search(selected ? tokens()->firstByte(*selected) : 0, SearchDirection::Forward);
    });
    connect(m_words, &QLineEdit::returnPressed, this, [this] { find(m_words->text()); });
}

void TokenTextView::setTokens(std::shared_ptr<const TokenTexts> tokens)
{
    m_search.cancel();
    m_area->setTokens(std::move(tokens));
    m_scale->setFills(m_area->fills());
    m_noMatch->hide();
    const std::size_t numTokens = this->tokens() ? this->tokens()->size() : 0;
    m_area->setAccessibleName(tr("Text: %1 tokens").arg(numberText(numTokens)));
    readOut(std::nullopt);
}

const std::shared_ptr<const TokenTexts>& TokenTextView::tokens() const
{
    return m_area->tokens();
}

void TokenTextView::setValues(std::vector<float> values, const TokenColoring& coloring)
{
    m_area->setFills(TokenFills(std::move(values), coloring));
    m_scale->setFills(m_area->fills());
    readOut(std::nullopt);
}

void TokenTextView::selectToken(std::optional<std::size_t> token)
{
    forgetFound();
    m_area->selectToken(token);
    readOut(std::nullopt);
}

std::optional<std::size_t> TokenTextView::selectedToken() const
{
    return m_area->selectedToken();
}

TokenTextArea& TokenTextView::area() const
{
    return *m_area;
}

ControlBar& TokenTextView::controls() const
{
    return *m_bar;
}

void TokenTextView::find(const QString& words, SearchDirection direction)
{
    if (m_words->text() != words) {
        m_words->setText(words);
    }
    const auto selected = m_area->selectedToken();
    const std::size_t after = direction == SearchDirection::Forward ? 1 : 0;
    search(selected ? tokens()->firstByte(*selected + after) : 0, direction);
}

/// From a byte of the text on, off the GUI thread.
void TokenTextView::search(std::size_t from, SearchDirection direction)
{
    m_search.cancel();
    if (!tokens() || m_words->text().isEmpty()) {
        forgetFound();
        return;
    }
    m_search.start(
        [tokens = tokens(), words = m_words->text(), from, direction](const std::stop_token& stop) {
            return findText(tokens->text(), words, from, direction, stop);
        });
}

void TokenTextView::showFound(const std::optional<FoundText>& found)
{
    m_noMatch->setVisible(!found);
    if (!found) {
        m_area->markTokens(0, 0);
        return;
    }
    const std::size_t first = tokens()->tokenAt(found->first);
    m_area->selectToken(first);
    m_area->markTokens(first, tokens()->tokenAt(found->end - 1) + 1);
    readOut(std::nullopt);
    emit tokenSelected(first, false);
}

void TokenTextView::forgetFound()
{
    m_noMatch->hide();
    m_area->markTokens(0, 0);
}

void TokenTextView::readOut(std::optional<std::size_t> hovered)
{
    const auto token = hovered ? hovered : m_area->selectedToken();
    QString reading;
    if (token && tokens()) {
        const TokenFills& fills = m_area->fills();
        const auto value = fills.isEmpty() ? std::nullopt : std::optional(fills.values()[*token]);
        reading = tokenReading(*tokens(), *token, value, fills.coloring());
    } else if (tokens()) {
        reading = tr("Point at a token, or click it and go on with the arrow keys.");
    }
    m_readOut->setReading(reading);
    if (!hovered && m_area->accessibleDescription() != reading) {
        m_area->setAccessibleDescription(reading); // what is selected, for who does not see it
    }
}

/// A view around this one may have shortcuts for the same keys: here the text is searched.
bool TokenTextView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Find) || key->matches(QKeySequence::FindNext)
            || key->matches(QKeySequence::FindPrevious)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void TokenTextView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Find)) {
        m_words->setFocus(Qt::ShortcutFocusReason);
        m_words->selectAll();
    } else if (event->matches(QKeySequence::FindNext) || event->matches(QKeySequence::FindPrevious)) {
        find(m_words->text(),
             event->matches(QKeySequence::FindNext) ? SearchDirection::Forward : SearchDirection::Backward);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace bathyscope::ui
