// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;
class QStackedWidget;

namespace bathyscope::ui {

class RecoveryOffer;
class RunLibrary;
struct LibraryRun;

/// The runs of the library, one in two lines each: the current one is shown in all views, two that are ticked
/// are compared. A double click names one, in its place. GUI thread.
class RunList final : public QWidget
{
    Q_OBJECT

public:
    explicit RunList(RunLibrary& library, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override; ///< shows a few runs, whole

    /// What a click on the offer would do ("Run sample-24 and compare"); empty: nothing is offered.
    void setOffer(const QString& offer);

    [[nodiscard]] RecoveryOffer& recovery() const;

    /// Forgets the shown run; asks first where it is in no file. One that waits to go on only waits no
    /// longer.
    void removeShown();

    /// Opens a line for another name of the shown run, in its place.
    void renameShown();

signals:
    void saveRequested(); ///< of the shown run
    void compareRequested(); ///< two are ticked
    void offerAccepted();
    void continueRequested(); ///< of the shown run

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeList();
    void makeButtons();
    void showMenu(QPoint place);
    void follow();
    void describe(QListWidgetItem& item, const LibraryRun& run) const;
    [[nodiscard]] QListWidgetItem* itemOf(int id) const;
    void askToRemove(const LibraryRun& run);
    void fitList();
    [[nodiscard]] int heightOfRuns(int numRuns) const; ///< of that many rows of the list, in pixels

    RunLibrary& m_library;
    QStackedWidget* m_pages;
    QListWidget* m_list;
    RecoveryOffer* m_recovery;
    QPushButton* m_offer;
    QPushButton* m_goOn;
    QPushButton* m_save;
    QPushButton* m_remove;
    QPushButton* m_compare;
    bool m_isFollowing = false; ///< the list is being changed, and not by the user
};

} // namespace bathyscope::ui
