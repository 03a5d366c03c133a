; The installer for Windows: for one user, without administrator rights, in Turkish and English.
; makensis -DVERSION=0.1.0 -DPROGRAM=folder -DICON=icon.ico -DOUT=setup.exe desktop-crm.nsi
Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\DesktopCRM"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define CLASSES "Software\Classes"

Name "Desktop CRM"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Desktop CRM"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Desktop CRM"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Desktop CRM"
VIAddVersionKey "LegalCopyright" "Desktop CRM"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "InstallerLanguage"
!define MUI_FINISHPAGE_RUN "$INSTDIR\Desktop CRM.exe"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Turkish"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

LangString PROGRAM_SECTION ${LANG_TURKISH} "Program"
LangString PROGRAM_SECTION ${LANG_ENGLISH} "Program"
LangString DESKTOP_SECTION ${LANG_TURKISH} "Masaüstüne kısayol"
LangString DESKTOP_SECTION ${LANG_ENGLISH} "Shortcut on the desktop"
LangString FILES_SECTION ${LANG_TURKISH} "Defter, kişi ve takvim dosyalarını aç"
LangString FILES_SECTION ${LANG_ENGLISH} "Open books, contact and calendar files"
LangString RUN_SECTION ${LANG_TURKISH} "Bilgisayar açılınca başlat"
LangString RUN_SECTION ${LANG_ENGLISH} "Start with the computer"
LangString BOOK ${LANG_TURKISH} "Müşteri defteri"
LangString BOOK ${LANG_ENGLISH} "Desktop CRM book"
LangString RUNNING ${LANG_TURKISH} "Desktop CRM açık. Kapatıp yeniden deneyin."
LangString RUNNING ${LANG_ENGLISH} "Desktop CRM is open. Close it and try again."

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

; A program that runs cannot be replaced: its file refuses to be opened for writing.
!macro REFUSE_WHILE_RUNNING
  IfFileExists "$INSTDIR\Desktop CRM.exe" 0 free
  ClearErrors
  FileOpen $0 "$INSTDIR\Desktop CRM.exe" a
  IfErrors 0 close
  MessageBox MB_ICONSTOP "$(RUNNING)" /SD IDOK
  Abort
  close:
  FileClose $0
  free:
!macroend

Section "$(PROGRAM_SECTION)" SEC_PROGRAM
  SectionIn RO
  !insertmacro REFUSE_WHILE_RUNNING
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Desktop CRM.lnk" "$INSTDIR\Desktop CRM.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Desktop CRM"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\Desktop CRM.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
SectionEnd

Section "$(FILES_SECTION)" SEC_FILES
  WriteRegStr HKCU "${CLASSES}\.crm" "" "DesktopCRM.Book"
  WriteRegStr HKCU "${CLASSES}\DesktopCRM.Book" "" "$(BOOK)"
  WriteRegStr HKCU "${CLASSES}\DesktopCRM.Book\DefaultIcon" "" "$INSTDIR\Desktop CRM.exe,0"
  WriteRegStr HKCU "${CLASSES}\DesktopCRM.Book\shell\open\command" "" '"$INSTDIR\Desktop CRM.exe" --store "%1"'
  WriteRegStr HKCU "${CLASSES}\DesktopCRM.File" "" "Desktop CRM"
  WriteRegStr HKCU "${CLASSES}\DesktopCRM.File\shell\open\command" "" '"$INSTDIR\Desktop CRM.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.vcf\OpenWithProgids" "DesktopCRM.File" ""
  WriteRegStr HKCU "${CLASSES}\.ics\OpenWithProgids" "DesktopCRM.File" ""
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "$(DESKTOP_SECTION)" SEC_DESKTOP
  CreateShortcut "$DESKTOP\Desktop CRM.lnk" "$INSTDIR\Desktop CRM.exe"
SectionEnd

Section /o "$(RUN_SECTION)" SEC_RUN
  WriteRegStr HKCU "${RUN}" "DesktopCRM" '"$INSTDIR\Desktop CRM.exe"'
SectionEnd

; What the shop wrote lies in its own data folder and stays.
Section "Uninstall"
  !insertmacro REFUSE_WHILE_RUNNING
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\Desktop CRM.exe"
  Delete "$INSTDIR\desktop-crm.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Desktop CRM.lnk"
  Delete "$DESKTOP\Desktop CRM.lnk"
  DeleteRegValue HKCU "${RUN}" "DesktopCRM"
  ReadRegStr $0 HKCU "${CLASSES}\.crm" ""
  StrCmp $0 "DesktopCRM.Book" 0 +2
  DeleteRegKey HKCU "${CLASSES}\.crm"
  DeleteRegKey HKCU "${CLASSES}\DesktopCRM.Book"
  DeleteRegKey HKCU "${CLASSES}\DesktopCRM.File"
  DeleteRegValue HKCU "${CLASSES}\.vcf\OpenWithProgids" "DesktopCRM.File"
  DeleteRegValue HKCU "${CLASSES}\.ics\OpenWithProgids" "DesktopCRM.File"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
