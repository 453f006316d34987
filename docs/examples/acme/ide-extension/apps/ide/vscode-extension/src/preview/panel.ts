import * as vscode from "vscode";

/** The panel keeps its last good picture: a file that cannot be read must not blank it. */
export class PreviewPanel {
  private lastGood = "";

  constructor(private readonly panel: vscode.WebviewPanel) {}

  show(html: string | undefined): void {
    this.lastGood = html ?? this.lastGood;
    this.panel.webview.html = this.lastGood;
  }
}
