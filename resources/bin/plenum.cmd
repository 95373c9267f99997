@echo off
rem The command line of an installed Plenum, by the Node that came with it.
set PLENUM_RESOURCES=%~dp0..
"%~dp0..\node\node.exe" "%~dp0..\app.asar.unpacked\out\main\cli.js" %*
