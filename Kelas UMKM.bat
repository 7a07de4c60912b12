@echo off
rem Opens Kelas UMKM in the browser: a double click on Windows.
rem The first time it makes an environment and installs the program, which takes minutes: in this
rem folder where it is the repository, else in the user's own data, once for all classes.
rem Only labels and jumps, no blocks: a bracket in the folder's name would end a block.
setlocal EnableExtensions DisableDelayedExpansion
title Kelas UMKM
set "HERE=%~dp0"
set "PYTHONHOME="
set "PYTHONPATH="
set "PYTHONUTF8=1"
rem A click inside an opened zip unpacks this file alone into a folder of its own.
set "REST=%HERE:*\AppData\Local\Temp\=%"
if not "%REST%"=="%HERE%" goto :inside_zip
pushd "%HERE%"
if errorlevel 1 goto :no_folder

set "CHECKOUT="
if exist "requirements.txt" if exist "course\cli.py" set "CHECKOUT=1"
if defined CHECKOUT goto :of_checkout

rem Not in LOCALAPPDATA: a Python from the Store is shown another folder there. And short: Windows
rem refuses paths of over 260 letters.
set "ENV=%USERPROFILE%\.kelas-umkm"
set "WHEEL="
for %%F in (kelas_umkm-*.whl) do set "WHEEL=%%F"
set "WHAT=kelas-umkm"
if defined WHEEL set "WHAT=%WHEEL%"
set "READY=%ENV%\siap-%WHAT%.txt"
rem Made already, and its Python is still there?
"%ENV%\Scripts\python.exe" -c "" >nul 2>nul
if errorlevel 1 goto :find_python
if exist "%READY%" goto :open
rem Without a wheel beside, whichever version is there serves; a wheel is installed only once.
if not defined WHEEL if exist "%ENV%\siap-*.txt" goto :open
goto :install

:of_checkout
set "ENV=%HERE%.venv"
set "READY=%ENV%\kelas-siap.txt"
rem Another place or other requirements: install again.
for %%F in (requirements.txt) do set "WANT=%HERE% %%~zF %%~tF"
rem Made already, and its Python is still there?
"%ENV%\Scripts\python.exe" -c "" >nul 2>nul
if errorlevel 1 goto :find_python
set "HAVE="
if exist "%READY%" set /p "HAVE=" <"%READY%"
if "%HAVE%"=="%WANT%" goto :open
goto :install

:find_python
set "TEST=import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)"
set "PYTHON=py -3"
%PYTHON% -c "%TEST%" >nul 2>nul
if not errorlevel 1 goto :make
rem Without an installed Python, "python" is a door to a shop and ends with an error.
set "PYTHON=python"
%PYTHON% -c "%TEST%" >nul 2>nul
if not errorlevel 1 goto :make
goto :no_python

:make
echo Menyiapkan Kelas UMKM. Hanya sekali, beberapa menit; jangan tutup jendela ini.
%PYTHON% -m venv --clear "%ENV%"
if errorlevel 1 goto :no_place

:install
echo Memasang program. Internet diperlukan. Baris berbahasa Inggris di bawah ini biasa.
if defined CHECKOUT goto :install_checkout
"%ENV%\Scripts\python.exe" -m pip install --disable-pip-version-check "%WHAT%"
if errorlevel 1 goto :not_installed
>"%READY%" echo %WHAT%
goto :open

:install_checkout
"%ENV%\Scripts\python.exe" -m pip install --disable-pip-version-check -r requirements.txt
if errorlevel 1 goto :not_installed
rem Quoted while it is written: a name may hold "&". The quotes go when it is read.
>"%READY%" <nul set /p "=%WANT%"

:open
echo Kelas UMKM terbuka di browser. Biarkan jendela ini; tutup kalau sudah selesai.
"%ENV%\Scripts\python.exe" -m course desk
if errorlevel 1 goto :stopped
popd
exit /b 0

:inside_zip
set "SAY=Keluarkan dulu semua berkas dari zip ke folder biasa (Extract All), lalu klik yang di sana."
goto :say
:no_folder
set "SAY=Folder ini tidak bisa dibuka. Pindahkan ke folder Documents, lalu klik lagi."
goto :say
:no_python
set "SAY=Python 3.11 atau lebih baru (64-bit) belum ada. Pasang dari https://www.python.org/downloads/, lalu klik lagi."
goto :say
:no_place
set "SAY=Tempat untuk program tidak bisa dibuat. Periksa ruang disk dan izin folder, lalu klik lagi."
goto :say
:not_installed
set "SAY=Program belum terpasang. Periksa internet dan ruang disk (perlu 2 GB), lalu klik lagi; yang sudah terunduh tidak diulang."
goto :say
:stopped
set "SAY=Kelas UMKM berhenti. Baca baris di atas, lalu klik lagi."
:say
echo.
echo %SAY%
pause
exit /b 1
